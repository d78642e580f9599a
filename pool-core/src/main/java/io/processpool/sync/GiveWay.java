package io.processpool.sync;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Fairness now and then. A process that locks again at once would shut waiters out: the lock is free for nanoseconds,
 * and they wake in microseconds. So one that has kept the lock from them for 2 ms holds its releasing thread back
 * until somebody has taken the lock, 1.2 ms at most. The idea is that of WebKit's parking lot.
 *
 * <p>One for each lock and JVM. Thread-safe: what races here is only a sense of time.
 */
final class GiveWay {

    /** For how long a process may keep the lock from waiters. */
    static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long LONGEST_NANOS = TimeUnit.MICROSECONDS.toNanos(1200);
    private static final long PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    // Written by releasing threads: the number of turns at the last look, and when it was first seen.
    private volatile long turns = -1;
    private volatile long turnsSinceNanos;

    /** Called after a release that found waiters. */
    void released(LockWord word) {
        long now = System.nanoTime();
        long current = word.turns();
        if (current != turns) {
            turns = current;
            turnsSinceNanos = now;
        } else if (now - turnsSinceNanos > PATIENCE_NANOS) {
            await(word, now);
        }
    }

    private void await(LockWord word, long now) {
        while (word.valueVolatile() == LockWord.FREE && System.nanoTime() - now < LONGEST_NANOS) {
            LockSupport.parkNanos(word, PARK_NANOS);
        }
        if (!word.isOwnedHere(word.valueVolatile())) {
            turnsSinceNanos = System.nanoTime();
        }
    }
}
