package io.processpool.sync;

import io.processpool.RuntimeError;
import io.processpool.internal.memory.Slot;
import java.util.concurrent.TimeUnit;

/**
 * Mutual exclusion between the threads of several processes. Any number of handles, in any JVM, may name the same lock;
 * they are equal.
 *
 * <p>A lock reaches another process only as that one's start: as an argument of a pool's initializer, or as an
 * inherited static field. Given to a task it is refused with a {@link RuntimeError}, as in Python's {@code
 * multiprocessing}.
 *
 * <pre>{@code
 * ProcessLock lock = ProcessLock.create();
 * ProcessPool pool = ProcessPool.builder().initializer(Console::init, lock).build();
 * ...
 * lock.run(() -> System.out.println("one line at a time"));
 * }</pre>
 *
 * <p>Not reentrant: a thread that already holds the lock gets an {@link IllegalStateException} from every call that
 * would wait for itself, and {@code false} from those that only try. Not fair: a newcomer may overtake those who wait.
 * Unlike Python's, only the thread that locked may unlock.
 *
 * <p>Memory: unlocking happens-before the next successful lock, across processes as within one; that holds for all
 * shared memory, and for files as far as the operating system shows written data at once.
 *
 * <p>Deaths: if the owner's process dies, the next one to lock gets the lock, a few milliseconds after the death where
 * the dead was a worker of this program's pool, else within a quarter of a second, and {@link #recoveries()} grows:
 * what the lock protects may be half changed. Where that must not be overlooked, {@link #create(OwnerDeathPolicy)}. A
 * lock is never taken from the living, however long they hold it. A worker's task that ends with the lock still held by
 * its own thread gives it back, with a warning.
 *
 * <p>Thread-safe. A wait spins for a few microseconds, then sleeps in the kernel until it is woken, through JNA, or
 * where that is missing in parks that grow with the wait. The lock lives as long as the process that created it; its
 * 128 bytes of shared memory are not used again before that ends.
 */
public final class ProcessLock extends RobustLock {

    private static final long serialVersionUID = 1;

    /** Makes a handle of the lock in a slot, be it new or another process's. */
    ProcessLock(Slot slot) {
        super(slot, LockKind.PLAIN);
    }

    /**
     * Creates a new lock, unlocked, of which nobody else knows yet. If a process dies while it holds it, the lock goes
     * on and {@link #recoveries()} grows.
     *
     * @return the lock
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static ProcessLock create() {
        return create(OwnerDeathPolicy.CONTINUE);
    }

    /**
     * Creates a new lock, unlocked, of which nobody else knows yet.
     *
     * @param policy what happens when a process dies while it holds the lock
     * @return the lock
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     * @throws NullPointerException if the policy is null
     */
    public static ProcessLock create(OwnerDeathPolicy policy) {
        return new ProcessLock(allocate(policy));
    }

    /**
     * Takes the lock, waiting for as long as others hold it. An interrupt does not end the wait; the flag is kept.
     *
     * @throws IllegalStateException if this thread already holds the lock
     * @throws OwnerDiedException if the lock is {@linkplain #isSuspect() suspect}; this thread does not hold it
     */
    @Override
    public void lock() {
        entry.lock();
    }

    /**
     * Takes the lock, waiting for as long as others hold it or until this thread is interrupted. An interrupt ends
     * the wait within 100 ms.
     *
     * @throws InterruptedException if this thread was interrupted before or while it waited; it does not hold the lock
     * @throws IllegalStateException if this thread already holds the lock
     * @throws OwnerDiedException if the lock is {@linkplain #isSuspect() suspect}; this thread does not hold it
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        entry.lockInterruptibly();
    }

    /**
     * Takes the lock if it is free. Never waits.
     *
     * @return whether this thread took it; false also if this thread already holds it
     * @throws OwnerDiedException if the lock is {@linkplain #isSuspect() suspect}; this thread does not hold it
     */
    @Override
    public boolean tryLock() {
        return entry.tryLock();
    }

    /**
     * Takes the lock, waiting for a limited time, measured by a clock that nobody can set. An interrupt ends the wait
     * within 100 ms.
     *
     * @param time how long to wait at most; 0 or less is one try
     * @param unit the unit of the time
     * @return whether this thread took the lock; false if the time was over first
     * @throws InterruptedException if this thread was interrupted before or while it waited; it does not hold the lock
     * @throws IllegalStateException if this thread already holds the lock and the time is more than 0: it would wait
     *     for itself
     * @throws OwnerDiedException if the lock is {@linkplain #isSuspect() suspect}; this thread does not hold it
     * @throws NullPointerException if the unit is null
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return entry.tryLock(unit.toNanos(time));
    }

    /**
     * Gives the lock back. What this thread did before happens-before what the next owner does, in whatever process.
     *
     * <p>Does not block, with one exception: a process that has kept the lock from others for 2 ms, by locking again
     * before they could, is held back here until one of them has the lock, 1.2 ms at most.
     *
     * @throws IllegalMonitorStateException if this thread does not hold the lock; the message names who does, as far as
     *     it is known
     */
    @Override
    public void unlock() {
        entry.unlock();
    }
}
