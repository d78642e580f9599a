package io.processpool.pool;

import java.util.concurrent.RejectedExecutionException;

/**
 * Bounds the items of asynchronous calls that have been submitted and have not ended: who submits more waits, or is
 * refused.
 *
 * <p>Thread-safe.
 */
final class Backlog {
    private final int most;
    private final boolean refuses;

    // Guarded by this.
    private long open;
    private boolean closed;

    Backlog(int most, boolean refuses) {
        this.most = most;
        this.refuses = refuses;
    }

    /** Whether who submits too much is refused, which has to be all of it at once. */
    boolean refuses() {
        return refuses;
    }

    /**
     * Items are about to be submitted. More than the bound at once wait until they are alone.
     *
     * @throws RejectedExecutionException if there are too many, and it refuses; nothing was counted
     */
    synchronized void enter(long items) throws InterruptedException {
        if (refuses && open + items > most) {
            throw new RejectedExecutionException("Too many items: " + open + " have not ended, " + items
                    + " were submitted, " + most + " may be open");
        }
        while (open > 0 && open + items > most && !closed) {
            wait();
        }
        open += items;
    }

    /** Items have ended, or will not be run. */
    synchronized void leave(long items) {
        open -= items;
        notifyAll();
    }

    /** The pool ends: nobody waits any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
