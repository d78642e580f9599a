package io.processpool.sync;

import io.processpool.internal.memory.Slot;
import io.processpool.internal.spawn.ProcessIdentity;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * What keeps a primitive's words together: a robust lock, held for as long as it takes to change them and never while
 * waiting, and the decision when to look whether those who stand in them still live.
 *
 * <p>A process that dies inside the guard leaves it to the next one. So every change must be whole after each of its
 * writes, or mean nothing until the last one: there is no repair.
 *
 * <p>One for each primitive and JVM. Thread-safe.
 */
final class Guard implements DeathSweep.Swept {

    /** How long it may take until a death is noticed that no parent has seen. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(Lookout.LOOK_MILLIS);

    // Strong: a primitive is as long-lived as its memory.
    private static final ConcurrentMap<Slot, Guard> KNOWN = new ConcurrentHashMap<>();

    /** The place of the time of the last look, by whatever process, within the slot. */
    static final int LOOKED_OFFSET = 120;

    private final Slot slot;
    private final LockEntry entry;
    private final Runnable wakeAll;

    // states: due at first -> not due for 90 ms -> due, or at once after a death. Written by who looks, and by the
    // sweep; what races here is only a sense of time.
    private volatile boolean isDueAtOnce = true;
    private volatile long askedNanos;

    private Guard(Slot slot, LockEntry entry, Runnable wakeAll) {
        this.slot = slot;
        this.entry = entry;
        this.wakeAll = wakeAll;
    }

    /**
     * Returns the one guard of a primitive, as this process sees it.
     *
     * @param slot where its lock is
     * @param kind whose guard it is, for messages
     * @param wakeAll wakes all who wait for this primitive, so that they look again; must neither block nor log
     */
    static Guard of(Slot slot, LockKind kind, Runnable wakeAll) {
        return KNOWN.computeIfAbsent(slot, unused -> {
            Guard guard = new Guard(slot, LockEntry.of(slot, kind), wakeAll);
            DeathSweep.register(guard);
            return guard;
        });
    }

    void lock() {
        entry.lock();
    }

    void unlock() {
        entry.unlock();
    }

    /** Tells, to one caller of one process at a time, that it should now look who has died. */
    boolean isLookDue() {
        long now = System.nanoTime();
        boolean atOnce = isDueAtOnce;
        if (!atOnce && now - askedNanos < LOOK_NANOS) {
            return false;
        }
        askedNanos = now;
        isDueAtOnce = false;
        return claimLook(now) || atOnce;
    }

    // The clock is one for all processes on Linux; elsewhere a difference of years makes a look due.
    private boolean claimLook(long now) {
        int looked = slot.offset() + LOOKED_OFFSET;
        long seen = slot.words().getLongVolatile(looked);
        return (now - seen >= LOOK_NANOS || now < seen) && slot.words().compareAndSetLong(looked, seen, now);
    }

    @Override
    public void processDied(ProcessIdentity dead, String description) {
        isDueAtOnce = true;
        wakeAll.run();
    }
}
