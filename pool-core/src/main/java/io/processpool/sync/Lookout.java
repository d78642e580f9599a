package io.processpool.sync;

import io.processpool.internal.spawn.ProcessIdentity;
import java.util.concurrent.TimeUnit;

/**
 * Looks after the owner of a lock: believes a mark at once, and looks by itself at one who has been seen as the owner
 * for {@value #LOOK_MILLIS} ms, then again each time that has passed. A look costs 10–15 µs, and most owners live.
 *
 * <p>One for each lock and JVM; those that wait for the same process share their looks. Thread-safe: what races here is
 * only a sense of time.
 */
final class Lookout implements OwnerCheck {

    static final long LOOK_MILLIS = 90;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    private static final long SHARED_NANOS = LOOK_NANOS / 2;

    /** That a process was seen alive. */
    private record Sighting(long owner, long nanos) {}

    // The last one in this JVM, written by whoever looked.
    private static volatile Sighting lastSighting = new Sighting(0, 0);

    // Who was the owner when a waiter last looked, and since when or when it was last looked at.
    private volatile long watched;
    private volatile long sinceNanos;

    @Override
    public boolean isDead(long value) {
        return LockWord.isMarkedDead(value) || isDue(LockWord.ownerOf(value)) && !isAlive(LockWord.ownerOf(value));
    }

    private boolean isDue(long owner) {
        long now = System.nanoTime();
        boolean isKnown = owner == watched;
        if (isKnown && now - sinceNanos < LOOK_NANOS) {
            return false;
        }
        watched = owner;
        sinceNanos = now;
        return isKnown;
    }

    private boolean isAlive(long owner) {
        long now = System.nanoTime();
        Sighting last = lastSighting;
        if (last.owner() == owner && now - last.nanos() < SHARED_NANOS) {
            return true;
        }
        boolean isAlive = ProcessIdentity.isAlive(owner);
        if (isAlive) {
            lastSighting = new Sighting(owner, now);
        }
        return isAlive;
    }
}
