package io.processpool.sync;

import io.processpool.internal.memory.Slot;
import io.processpool.internal.spawn.ProcessIdentity;

/**
 * The permits of a semaphore: what its words say, and how permits are taken and given back.
 *
 * <pre>
 *  The area:   0 | guard, bell |  48 | supply |  56 | bound |  64 | mode | ... | 128 | holders, where they are tracked
 *
 *   supply  without holders: the permits that can be taken; with them: those and the ones that are held
 *   bound   the most that supply may ever be; written once by the creator
 *   mode    TRACKING if holders are tracked, written once by the creator;
 *           SEVERAL from when somebody first waits for more than one permit, for ever
 * </pre>
 *
 * <p>All writes are made under the guard, one for each change: any number of permits is taken by the same single write.
 *
 * <p>Thread-safe.
 */
final class Permits {

    private static final int SUPPLY_OFFSET = Primitive.FIELDS_OFFSET;
    private static final int BOUND_OFFSET = Primitive.FIELDS_OFFSET + 8;
    private static final int MODE_OFFSET = Primitive.FIELDS_OFFSET + 16;
    private static final int HOLDERS_OFFSET = Primitive.MORE_OFFSET;

    private static final long TRACKING = 1;
    private static final long SEVERAL = 2;

    private final Slot slot;
    private final Bell bell;
    private final Guard guard;
    private final Holders holders; // null where they are not tracked

    Permits(Slot slot, Bell bell) {
        this.slot = slot;
        this.bell = bell;
        this.guard = Guard.of(slot, LockKind.SEMAPHORE_GUARD, bell::ring);
        this.holders = is(TRACKING) ? new Holders(rows(slot), 0) : null;
    }

    private static Rows rows(Slot slot) {
        return new Rows(slot.words(), slot.offset() + HOLDERS_OFFSET, Holders.MAX_PROCESSES, ProcessIdentity.current());
    }

    static Slot allocate(int permits, long bound) {
        return fill(Primitive.MORE_OFFSET, permits, bound, 0);
    }

    static Slot allocateTracking(int permits, long bound) {
        return fill(HOLDERS_OFFSET + Rows.lengthBytes(Holders.MAX_PROCESSES), permits, bound, TRACKING);
    }

    private static Slot fill(int lengthBytes, int permits, long bound, long mode) {
        if (permits < 0) {
            throw new IllegalArgumentException("permits of a semaphore: " + permits + ", must be 0 or more");
        }
        Slot slot = Areas.allocate(lengthBytes);
        slot.words().setLongVolatile(slot.offset() + SUPPLY_OFFSET, permits);
        slot.words().setLongVolatile(slot.offset() + BOUND_OFFSET, bound);
        slot.words().setLongVolatile(slot.offset() + MODE_OFFSET, mode);
        return slot;
    }

    /** How many there may be. */
    long bound() {
        return get(BOUND_OFFSET);
    }

    /** How many can be taken now; less than 0 where the dead hold some; outside the guard an estimate. */
    long available() {
        return get(SUPPLY_OFFSET) - (holders == null ? 0 : holders.total());
    }

    /** Takes so many, or none; whether it took them. Never waits for permits. */
    boolean take(int permits) {
        if (holders == null && get(SUPPLY_OFFSET) < permits) {
            return false;
        }
        guard.lock();
        try {
            return takeUnderGuard(permits)
                    || holders != null && guard.isLookDue() && holders.forgetDead() && takeUnderGuard(permits);
        } finally {
            guard.unlock();
        }
    }

    private boolean takeUnderGuard(int permits) {
        if (available() < permits) {
            return false;
        }
        if (holders == null) {
            set(SUPPLY_OFFSET, get(SUPPLY_OFFSET) - permits);
        } else {
            holders.add(permits);
        }
        return true;
    }

    /**
     * Gives permits back, of those that this process holds first, or adds them.
     *
     * @throws IllegalStateException if there would be too many
     */
    void giveBack(int permits, Object semaphore) {
        guard.lock();
        try {
            long held = holders == null ? 0 : Math.min(permits, holders.ours());
            long supply = get(SUPPLY_OFFSET) + permits - held;
            if (supply > bound()) {
                throw new IllegalStateException("semaphore released too many times: " + permits + " to " + semaphore);
            }
            if (held > 0) {
                holders.add(-held);
            }
            set(SUPPLY_OFFSET, supply);
        } finally {
            guard.unlock();
        }
        ring(permits);
    }

    /** Is to be called by who is about to wait for so many. */
    void expectToWait(int permits) {
        if (permits == 1 || is(SEVERAL)) {
            return;
        }
        guard.lock();
        try {
            set(MODE_OFFSET, get(MODE_OFFSET) | SEVERAL);
        } finally {
            guard.unlock();
        }
    }

    /** Wakes those for whom so many may do: all, where one who is woken may want more, and another who sleeps on less. */
    void ring(int permits) {
        bell.ring(is(SEVERAL) ? Integer.MAX_VALUE : permits);
    }

    private boolean is(long mode) {
        return (get(MODE_OFFSET) & mode) != 0;
    }

    private long get(int field) {
        return slot.words().getLongVolatile(slot.offset() + field);
    }

    private void set(int field, long value) {
        slot.words().setLongVolatile(slot.offset() + field, value);
    }
}
