package io.processpool.sync;

import io.processpool.InterProcessSemaphore;
import io.processpool.RuntimeError;
import io.processpool.internal.memory.Slot;
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
 * ProcessBoundedSemaphore} refuses that. Not fair: a newcomer may overtake those who wait, most easily one who wants
 * fewer permits. Of the threads of a JVM those who wait are served in their order, whatever number they want.
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

    private final transient Permits permits;

    /** Makes a handle of the semaphore in an area that {@link Permits#allocate} has filled. */
    ProcessSemaphore(Slot slot, String pythonName) {
        super(slot, pythonName);
        this.permits = new Permits(slot, bell);
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
        return new ProcessSemaphore(Permits.allocate(permits, Integer.MAX_VALUE), "Semaphore");
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
        return new ProcessSemaphore(Permits.allocateTracking(permits, Integer.MAX_VALUE), "Semaphore");
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
        acquire(1);
    }

    /**
     * Takes several permits in one step, waiting until there are so many.
     *
     * @param number how many, 1 or more
     * @throws InterruptedException if this thread was interrupted before or while it waited; that ends the wait within
     *     100 ms, and no permit was taken
     * @throws IllegalArgumentException if the number is less than 1, or more than there may ever be
     * @throws IllegalStateException if holders are tracked and 256 processes hold permits
     */
    @Override
    public void acquire(int number) throws InterruptedException {
        acquire(number, Bell.FOREVER_NANOS);
    }

    /**
     * Takes a permit, waiting until there is one. An interrupt does not end the wait; the flag is kept.
     *
     * @throws IllegalStateException if holders are tracked and 256 processes hold permits
     */
    @Override
    public void acquireUninterruptibly() {
        acquireUninterruptibly(1);
    }

    /**
     * Takes several permits in one step, waiting until there are so many. An interrupt does not end the wait; the flag is
     * kept.
     *
     * @param number how many, 1 or more
     * @throws IllegalArgumentException if the number is less than 1, or more than there may ever be
     * @throws IllegalStateException if holders are tracked and 256 processes hold permits
     */
    @Override
    public void acquireUninterruptibly(int number) {
        if (!tryAcquire(number)) {
            permits.expectToWait(number);
            try {
                bell.awaitUninterruptibly(() -> permits.take(number), WaitingRoom.AFTER_THE_HEAD);
            } finally {
                leave();
            }
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
        return permits.take(1);
    }

    /**
     * Takes several permits in one step if there are so many. Never waits.
     *
     * @param number how many, 1 or more
     * @return whether it took them; if not, it took none
     * @throws IllegalArgumentException if the number is less than 1, or more than there may ever be
     * @throws IllegalStateException if holders are tracked and 256 processes hold permits
     */
    @Override
    public boolean tryAcquire(int number) {
        return permits.take(checked(number));
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
        return acquire(1, nanos(timeout));
    }

    /**
     * Takes several permits in one step, waiting for a limited time, measured by a clock that nobody can set.
     *
     * @param number how many, 1 or more
     * @param timeout how long to wait at most; zero or less is one try
     * @return whether it took them in that time; if not, it took none
     * @throws InterruptedException if this thread was interrupted before or while it waited; that ends the wait within
     *     100 ms, and no permit was taken
     * @throws IllegalArgumentException if the number is less than 1, or more than there may ever be
     * @throws IllegalStateException if holders are tracked and 256 processes hold permits
     * @throws NullPointerException if the time-out is null
     */
    @Override
    public boolean tryAcquire(int number, Duration timeout) throws InterruptedException {
        return acquire(number, nanos(timeout));
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
     * @param number how many, 1 or more
     * @throws IllegalArgumentException if the number is less than 1
     * @throws IllegalStateException if there would be more permits than there may be; nothing was released
     */
    @Override
    public void release(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("permits to release: " + number + ", must be 1 or more");
        }
        permits.giveBack(number, this);
    }

    /**
     * Tells how many permits can be acquired now: Python's {@code get_value()}. By the time of the answer that may have
     * changed, and those of a process that has died may be missing until somebody wants one.
     *
     * @return the number, 0 or more
     */
    @Override
    public int availablePermits() {
        return (int) Math.max(0, permits.available());
    }

    /** Returns how many permits there may be. */
    final long bound() {
        return permits.bound();
    }

    // One is never refused: of a semaphore that is bounded to none it never comes.
    private int checked(int number) {
        long most = Math.max(1, bound());
        if (number < 1 || number > most) {
            throw new IllegalArgumentException("permits to acquire: " + number + ", must be 1 to " + most);
        }
        return number;
    }

    private boolean acquire(int number, long timeoutNanos) throws InterruptedException {
        checked(number);
        if (!Thread.currentThread().isInterrupted() && permits.take(number)) {
            return true;
        }
        permits.expectToWait(number);
        try {
            return bell.await(() -> permits.take(number), WaitingRoom.AFTER_THE_HEAD, timeoutNanos);
        } finally {
            leave();
        }
    }

    /** Who was woken in place of another must not be the last to know. */
    private void leave() {
        if (permits.available() > 0) {
            permits.ring(1);
        } else {
            bell.mark();
        }
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
