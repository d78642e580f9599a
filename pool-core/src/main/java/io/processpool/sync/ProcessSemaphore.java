package io.processpool.sync;

import io.processpool.InterProcessSemaphore;
import io.processpool.RuntimeError;
import io.processpool.internal.memory.Slot;
import io.processpool.internal.spawn.ProcessIdentity;
import java.time.Duration;

/**
 * A number of permits that threads of several processes take and give back: Python's {@code multiprocessing.Semaphore}.
 * Any number of handles, in any JVM, may name the same semaphore; they are equal.
 *
 * <p>A semaphore reaches another process only at that one's start: as an argument of a pool's initializer, or as an
 * inherited static field. Given to a task it is refused with a {@link RuntimeError}.
 *
 * <pre>{@code
 * ProcessSemaphore seats = ProcessSemaphore.createTrackingHolders(3);
 * // in a worker:
 * seats.acquire();
 * try { useLicensedLibrary(); } finally { seats.release(); }
 * }</pre>
 *
 * <p>Any thread may release, also one that has not acquired, and more than the initial number; {@link
 * ProcessBoundedSemaphore} refuses that. Not fair: a newcomer may overtake those who wait.
 *
 * <p>Deaths: what a killed process had acquired is lost, unless the semaphore {@linkplain #createTrackingHolders tracks
 * its holders}. Then it comes back, a few milliseconds after the death where the dead was a worker of this program's
 * pool, else to whoever waits within a quarter of a second. There a permit belongs to the process that acquired it: it
 * cannot be released by another, whose release adds a new permit. The end of a task gives no permits back, not
 * even then: they belong to no thread, so another task, or a helper thread, may be the one that is to release them.
 *
 * <p>Memory: what a thread does before it releases happens-before what another does that then acquires. Thread-safe.
 */
public sealed class ProcessSemaphore extends Primitive implements InterProcessSemaphore
        permits ProcessBoundedSemaphore {

    private static final long serialVersionUID = 1;

    /*
     * The fields; all writes under the guard.
     *
     *  48 | supply |  56 | bound |  64 | mode |  72 | zero | ... | 128 | holders, where they are tracked
     *
     *   supply  without holders: the permits that can be taken; with them: those and the ones that are held
     *   bound   the most that supply may ever be; written once by the creator
     *   mode    1 if holders are tracked; written once by the creator
     */
    private static final int SUPPLY_OFFSET = FIELDS_OFFSET;
    private static final int BOUND_OFFSET = FIELDS_OFFSET + 8;
    private static final int MODE_OFFSET = FIELDS_OFFSET + 16;
    private static final int HOLDERS_OFFSET = MORE_OFFSET;

    private static final long TRACKING = 1;

    private final transient Guard guard;
    private final transient Holders holders; // null where they are not tracked

    /** Makes a handle of the semaphore in an area that {@link #allocate} has filled. */
    ProcessSemaphore(Slot slot, String pythonName) {
        super(slot, pythonName);
        this.guard = Guard.of(slot, LockKind.SEMAPHORE_GUARD, bell::ring);
        this.holders = get(MODE_OFFSET) == TRACKING ? new Holders(rows(slot), 0) : null;
    }

    private static Rows rows(Slot slot) {
        return new Rows(slot.words(), slot.offset() + HOLDERS_OFFSET, Holders.MAX_PROCESSES, ProcessIdentity.current());
    }

    static Slot allocate(int permits, long bound) {
        if (permits < 0) {
            throw new IllegalArgumentException("permits of a semaphore: " + permits + ", must be 0 or more");
        }
        return fill(Areas.allocate(MORE_OFFSET), permits, bound, 0);
    }

    static Slot allocateTracking(int permits, long bound) {
        if (permits < 0) {
            throw new IllegalArgumentException("permits of a semaphore: " + permits + ", must be 0 or more");
        }
        int lengthBytes = HOLDERS_OFFSET + Rows.lengthBytes(Holders.MAX_PROCESSES);
        return fill(Areas.allocate(lengthBytes), permits, bound, TRACKING);
    }

    private static Slot fill(Slot slot, long permits, long bound, long mode) {
        slot.words().setLongVolatile(slot.offset() + SUPPLY_OFFSET, permits);
        slot.words().setLongVolatile(slot.offset() + BOUND_OFFSET, bound);
        slot.words().setLongVolatile(slot.offset() + MODE_OFFSET, mode);
        return slot;
    }

    /**
     * Creates a new semaphore of which nobody else knows yet.
     *
     * @param permits how many can be acquired at first, 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static ProcessSemaphore create(int permits) {
        return new ProcessSemaphore(allocate(permits, Integer.MAX_VALUE), "Semaphore");
    }

    /**
     * Creates a new semaphore that remembers which process holds how many permits, and gets those of a killed process
     * back. It takes 8 KiB of shared memory, and 256 processes at most may hold its permits at a time.
     *
     * @param permits how many can be acquired at first, 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static ProcessSemaphore createTrackingHolders(int permits) {
        return new ProcessSemaphore(allocateTracking(permits, Integer.MAX_VALUE), "Semaphore");
    }

    /**
     * Takes a permit, waiting until there is one.
     *
     * @throws InterruptedException if this thread was interrupted before or while it waited; that ends the wait within
     *     100 ms, and no permit was taken
     * @throws IllegalStateException if holders are tracked and 256 processes hold permits
     */
    @Override
    public void acquire() throws InterruptedException {
        acquire(Bell.FOREVER_NANOS);
    }

    /**
     * Takes a permit, waiting until there is one. An interrupt does not end the wait; the flag is kept.
     *
     * @throws IllegalStateException if holders are tracked and 256 processes hold permits
     */
    @Override
    public void acquireUninterruptibly() {
        if (!take()) {
            bell.awaitUninterruptibly(this::take, WaitingRoom.AFTER_THE_HEAD);
            bell.mark();
        }
    }

    /**
     * Takes a permit if there is one. Never waits.
     *
     * @return whether it took one
     * @throws IllegalStateException if holders are tracked and 256 processes hold permits
     */
    @Override
    public boolean tryAcquire() {
        return take();
    }

    /**
     * Takes a permit, waiting for a limited time, measured by a clock that nobody can set.
     *
     * @param timeout how long to wait at most; zero or less is one try
     * @return whether it took one in that time
     * @throws InterruptedException if this thread was interrupted before or while it waited; that ends the wait within
     *     100 ms, and no permit was taken
     * @throws IllegalStateException if holders are tracked and 256 processes hold permits
     * @throws NullPointerException if the time-out is null
     */
    @Override
    public boolean tryAcquire(Duration timeout) throws InterruptedException {
        return acquire(nanos(timeout));
    }

    /**
     * Gives a permit back, or adds one.
     *
     * @throws IllegalStateException if there would be more permits than there may be; nothing was released
     */
    @Override
    public void release() {
        release(1);
    }

    /**
     * Gives permits back, or adds them.
     *
     * @param permits how many, 1 or more
     * @throws IllegalArgumentException if the number is less than 1
     * @throws IllegalStateException if there would be more permits than there may be; nothing was released
     */
    @Override
    public void release(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("permits to release: " + permits + ", must be 1 or more");
        }
        guard.lock();
        try {
            giveBack(permits);
        } finally {
            guard.unlock();
        }
        bell.ring(permits);
    }

    /**
     * Tells how many permits can be acquired now: Python's {@code get_value()}. By the time of the answer that may have
     * changed, and those of a process that has died may be missing until somebody wants one.
     *
     * @return the number, 0 or more
     */
    @Override
    public int availablePermits() {
        return (int) Math.max(0, available());
    }

    /** Returns how many permits there may be. */
    final long bound() {
        return get(BOUND_OFFSET);
    }

    // Taking

    private boolean acquire(long timeoutNanos) throws InterruptedException {
        if (!Thread.currentThread().isInterrupted() && take()) {
            return true;
        }
        boolean taken = false;
        try {
            taken = bell.await(this::take, WaitingRoom.AFTER_THE_HEAD, timeoutNanos);
            return taken;
        } finally {
            leave(taken);
        }
    }

    /** Who was woken in place of another must not be the last to know. */
    private void leave(boolean taken) {
        if (available() > 0) {
            bell.ring(1);
        } else if (taken) {
            bell.mark();
        }
    }

    private boolean take() {
        if (holders == null && get(SUPPLY_OFFSET) == 0) {
            return false;
        }
        guard.lock();
        try {
            return takeOne() || holders != null && guard.isLookDue() && holders.forgetDead() && takeOne();
        } finally {
            guard.unlock();
        }
    }

    private boolean takeOne() {
        if (available() <= 0) {
            return false;
        }
        if (holders == null) {
            set(SUPPLY_OFFSET, get(SUPPLY_OFFSET) - 1);
        } else {
            holders.add(1);
        }
        return true;
    }

    private void giveBack(int permits) {
        long held = holders == null ? 0 : Math.min(permits, holders.ours());
        long supply = get(SUPPLY_OFFSET) + permits - held;
        if (supply > bound()) {
            throw new IllegalStateException("semaphore released too many times: " + permits + " to " + this);
        }
        if (held > 0) {
            holders.add(-held);
        }
        set(SUPPLY_OFFSET, supply);
    }

    private long available() {
        return get(SUPPLY_OFFSET) - (holders == null ? 0 : holders.total());
    }

    @Override
    Object handle() {
        return new PrimitiveHandle(PrimitiveHandle.Kind.SEMAPHORE, slot.handle());
    }

    /**
     * Describes the state.
     *
     * @return for example {@code ProcessSemaphore[available=2]}
     */
    @Override
    public String toString() {
        return "ProcessSemaphore[available=" + availablePermits() + "]";
    }
}
