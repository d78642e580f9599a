package io.processpool.pool;

import java.util.HashMap;
import java.util.Map;

/**
 * One call of the user: its function, and what becomes of its items. The pool tells it of each item exactly once.
 *
 * <p>Its methods are called by the pool's threads, never under the pool's lock.
 */
abstract class Call {
    final long id;
    final String verb;
    final CallOptions options;

    /** Written once by {@link #begin}. */
    TaskFunction function;

    /** Whether the whole input is one chunk. Written likewise. */
    boolean single;
    /** The worker that was given the last of its ranges; null if it was not handed out yet. Read by any thread, as a hint. */
    volatile Worker lastWorker;

    // Guarded by the dispatcher's lock.
    /** The call is over: what waits of it is not to be run. */
    boolean withdrawn;
    /** How often items were run again; null while none was. */
    private Map<Long, Integer> tries;
    /** Bytes that wait for a worker. */
    long queuedBytes;
    /** How long an item takes, as far as seen; 0 if not yet. Read by any thread, as an estimate. */
    volatile long nanosPerItem;

    Call(long id, String verb, CallOptions options) {
        this.id = id;
        this.verb = verb;
        this.options = options;
    }

    /** Whether an item whose worker died may be run once more; counts it. Guarded by the dispatcher's lock. */
    boolean takeRetry(long index) {
        if (options.retries() == 0) {
            return false;
        }
        if (tries == null) {
            tries = new HashMap<>();
        }
        return tries.merge(index, 1, Integer::sum) <= options.retries();
    }

    /** Whether it has one item by its nature, so that nobody asks which. */
    boolean isApply() {
        return verb.startsWith("apply");
    }

    /** Sets the function, before the first of its ranges is submitted, with what earlier calls know of it. */
    void begin(TaskFunction taskFunction) {
        function = taskFunction;
        nanosPerItem = taskFunction.nanosPerItem();
    }

    /** Whether the function goes with each range, since no worker would use it a second time. */
    boolean functionGoesAlong() {
        return single && !function.isLasting();
    }

    /** Its last items took so long each. Guarded by the dispatcher's lock. */
    void learn(long nanos) {
        nanosPerItem = nanosPerItem == 0 ? nanos : (3 * nanosPerItem + nanos) / 4;
        function.learn(nanosPerItem);
    }

    /**
     * Neighbouring items have results.
     *
     * @param firstIndex of the first of them
     * @param results has them from {@code from} to before {@code to}; is used for others afterwards
     */
    abstract void succeeded(long firstIndex, Object[] results, int from, int to);

    abstract void failed(long index, Throwable failure);

    /** Ends the call, unless it has ended. */
    abstract void abort(Throwable failure);

    /** Nobody waits for it any more. */
    void over() {}

    /** No more of its input will be pulled; what was pulled goes on. */
    void stopProducing() {}

    @Override
    public String toString() {
        return verb + " (call " + id + ")";
    }
}
