package io.processpool.pool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Counts workers that died before they were ready, one after the other, so that a pool does not start them for ever. Thread-safe. */
final class StartFailures {
    private static final long PAUSE_MILLIS = 50;

    private final int limit;
    private int inARow;

    StartFailures(int processes) {
        this.limit = 2 * processes + 1;
    }

    int limit() {
        return limit;
    }

    /** One more; whether it is one too many. */
    synchronized boolean add() {
        return ++inARow >= limit;
    }

    synchronized void reset() {
        inARow = 0;
    }

    /** Waits before the next try, the longer the more have failed; not once the pool has stopped. */
    void pause(CountDownLatch stopped) throws InterruptedException {
        int failures;
        synchronized (this) {
            failures = inARow;
        }
        stopped.await(PAUSE_MILLIS * Math.min(failures, 20), TimeUnit.MILLISECONDS);
    }
}
