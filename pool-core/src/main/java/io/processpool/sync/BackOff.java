package io.processpool.sync;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits in parks that grow from 50 µs to 1 ms, and wakes nobody: the others look by themselves. Works everywhere, and
 * costs a waiter about half of the last park in delay.
 *
 * <p>A process that locks again at once would shut such waiters out: they look once in a millisecond, and the lock is
 * free for nanoseconds. So one that has kept the lock from them for 10 ms holds its releasing thread back until
 * somebody has taken the lock, 1.2 ms at most. The idea of being fair only now and then is that of WebKit's parking
 * lot.
 *
 * <p>One for each lock and JVM. Thread-safe: what races here is only a sense of time.
 */
final class BackOff implements Waiting {

    private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 5;

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long GIVE_WAY_NANOS = TimeUnit.MICROSECONDS.toNanos(1200);

    // Written by releasing threads: the number of turns at the last look, and when it was first seen.
    private volatile long turns = -1;
    private volatile long turnsSinceNanos;

    @Override
    public void await(LockWord word, long seen, int round, long atMostNanos) {
        long nanos = Math.min(LONGEST_NANOS, SHORTEST_NANOS << Math.min(round, MOST_DOUBLINGS));
        LockSupport.parkNanos(word, Math.min(nanos, atMostNanos));
    }

    @Override
    public void wake(LockWord word) {
        long now = System.nanoTime();
        long current = word.turns();
        if (current != turns) {
            turns = current;
            turnsSinceNanos = now;
        } else if (now - turnsSinceNanos > PATIENCE_NANOS) {
            giveWay(word, now);
        }
    }

    private void giveWay(LockWord word, long now) {
        while (word.valueVolatile() == LockWord.FREE && System.nanoTime() - now < GIVE_WAY_NANOS) {
            LockSupport.parkNanos(word, SHORTEST_NANOS);
        }
        if (!word.isOwnedHere(word.valueVolatile())) {
            turnsSinceNanos = System.nanoTime();
        }
    }
}
