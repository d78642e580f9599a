package io.processpool.sync;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits in parks that grow from 50 µs to 1 ms, then to a sixteenth of the time waited, and wakes nobody: the others
 * look by themselves. Works everywhere, and costs a waiter about half of the last park in delay.
 *
 * <p>Thread-safe and without state.
 */
final class BackOff implements Waiting {

    private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int SHARE = 16;

    private final GiveWay giveWay = new GiveWay();

    @Override
    public boolean await(LockWord word, long seen, long waitedNanos, long atMostNanos) {
        LockSupport.parkNanos(word, Math.min(parkNanos(waitedNanos), atMostNanos));
        return false;
    }

    /** Returns how long to wait now after such a time. */
    static long parkNanos(long waitedNanos) {
        return Math.max(Math.min(SHORT_NANOS, SHORTEST_NANOS + waitedNanos), waitedNanos / SHARE);
    }

    @Override
    public void wake(LockWord word) {
        giveWay.released(word);
    }

    @Override
    public void wakeAll(LockWord word) {
        // They look by themselves.
    }
}
