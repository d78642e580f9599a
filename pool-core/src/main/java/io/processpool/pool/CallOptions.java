package io.processpool.pool;

import java.time.Duration;
import java.util.Objects;

/**
 * The options of a call.
 *
 * @param chunkSize items in a chunk; 0 for the default of the call
 * @param taskTimeoutNanos how long an item may run; 0 for any time
 * @param queueTimeoutNanos how long an item may wait for a worker; 0 for any time
 * @param retries how often an item is run again whose worker died
 * @param failFast whether the first failure ends the call
 * @param window items of an iteration that are under way or not taken; 0 for the default
 */
record CallOptions(
        int chunkSize, long taskTimeoutNanos, long queueTimeoutNanos, int retries, boolean failFast, int window) {
    static final CallOptions DEFAULT = new CallOptions(0, 0, 0, 0, false, 0);

    CallOptions withChunkSize(int items) {
        atLeastOne("Chunk size", items);
        return new CallOptions(items, taskTimeoutNanos, queueTimeoutNanos, retries, failFast, window);
    }

    CallOptions withTaskTimeout(Duration timeout) {
        long nanos = positiveNanos("Task time-out", timeout);
        return new CallOptions(chunkSize, nanos, queueTimeoutNanos, retries, failFast, window);
    }

    CallOptions withQueueTimeout(Duration timeout) {
        long nanos = positiveNanos("Queue time-out", timeout);
        return new CallOptions(chunkSize, taskTimeoutNanos, nanos, retries, failFast, window);
    }

    CallOptions withRetries(int times) {
        if (times < 0) {
            throw new IllegalArgumentException("Retries must be at least 0, not " + times);
        }
        return new CallOptions(chunkSize, taskTimeoutNanos, queueTimeoutNanos, times, failFast, window);
    }

    CallOptions withFailFast() {
        return new CallOptions(chunkSize, taskTimeoutNanos, queueTimeoutNanos, retries, true, window);
    }

    CallOptions withWindow(int items) {
        atLeastOne("Window", items);
        return new CallOptions(chunkSize, taskTimeoutNanos, queueTimeoutNanos, retries, failFast, items);
    }

    /** Whether somebody has to look at the clock. */
    boolean isTimed() {
        return taskTimeoutNanos > 0 || queueTimeoutNanos > 0;
    }

    /** The rule of Python's pool: four chunks for each worker. */
    int chunkSizeFor(int items, int workers) {
        if (chunkSize > 0) {
            return chunkSize;
        }
        long chunks = 4L * workers;
        return Math.max(1, (int) ((items + chunks - 1) / chunks));
    }

    /** Python's default for an iteration is 1; a window smaller than a chunk would never fill it. */
    int chunkSizeOfIteration() {
        int items = Math.max(1, chunkSize);
        return window == 0 ? items : Math.min(items, window);
    }

    private static void atLeastOne(String what, int items) {
        if (items < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, not " + items);
        }
    }

    static long positiveNanos(String what, Duration timeout) {
        if (Objects.requireNonNull(timeout, "timeout").isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(what + " must be more than zero, not " + timeout);
        }
        return PendingResult.saturatedNanos(timeout);
    }
}
