package io.processpool.sync;

import io.processpool.internal.memory.Slot;
import io.processpool.internal.spawn.ProcessIdentity;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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

    /**
     * The place of the time of the last look, by whatever process, within the slot.
     *
     * <pre>
     *   states: AT_ONCE, also at first -> System.nanoTime() of a look, not due for 90 ms -> of the next look
     *           any -> AT_ONCE    a parent saw a death. Whoever of all processes is first claims the look by a CAS
     * </pre>
     */
    static final int LOOKED_OFFSET = 120;

    private static final long AT_ONCE = 0;

    private final Slot slot;
    private final LockEntry entry;
    private final Runnable wakeAll;

    // When this process last asked, so that most looks cost no CAS. What races here is only a sense of time.
    private volatile long askedNanos;

    /** Makes a guard as one process sees it; two processes are simulated in one JVM by two. */
    Guard(Slot slot, LockEntry entry, Runnable wakeAll) {
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
        int looked = slot.offset() + LOOKED_OFFSET;
        long now = System.nanoTime();
        long seen = slot.words().getLongVolatile(looked);
        if (seen != AT_ONCE) {
            if (now - askedNanos < LOOK_NANOS) {
                return false;
            }
            askedNanos = now;
            // The clock is one for all processes on Linux; elsewhere a difference of years makes a look due.
            if (now >= seen && now - seen < LOOK_NANOS) {
                return false;
            }
        }
        return slot.words().compareAndSetLong(looked, seen, now);
    }

    @Override
    public Optional<String> processDied(ProcessIdentity dead, Supplier<String> description) {
        slot.words().setLongVolatile(slot.offset() + LOOKED_OFFSET, AT_ONCE);
        wakeAll.run();
        return Optional.empty(); // Its lock tells for itself.
    }
}
