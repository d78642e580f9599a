package io.processpool.pool;

import java.util.function.LongFunction;

/**
 * Neighbouring items whose call is to be told that they have failed. Run again where there was no memory for it, it goes on where it was, and tells of no
 * item twice. For one thread.
 */
final class FailingItems implements Runnable {
    private final Call call;
    private final LongFunction<Throwable> failure;
    private long next;
    private long end;

    /** What the call had no memory for while it was told; null if it had. */
    private OutOfMemoryError noRoom;

    FailingItems(Call call, LongFunction<Throwable> failure) {
        this.call = call;
        this.failure = failure;
    }

    void are(long firstIndex, int items) {
        next = firstIndex;
        end = firstIndex + items;
    }

    @Override
    public void run() {
        while (noRoom == null && next < end) {
            Throwable thrown = failure.apply(next);
            tell(thrown);
        }
        if (noRoom != null) {
            call.abort(noRoom); // It may have counted the item or not.
        }
    }

    private void tell(Throwable thrown) {
        try {
            call.failed(next, thrown);
            next++;
        } catch (OutOfMemoryError amidst) {
            noRoom = amidst;
        }
    }
}
