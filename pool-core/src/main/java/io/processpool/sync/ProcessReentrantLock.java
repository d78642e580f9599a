package io.processpool.sync;

import io.processpool.RuntimeError;
import io.processpool.internal.memory.Slot;
import java.util.concurrent.TimeUnit;

/**
 * Mutual exclusion between the threads of several processes, for threads that may lock again what they hold: each of
 * their locks wants its unlock. Python's {@code multiprocessing.RLock}.
 *
 * <p>The owner is one thread of one process. In all else it is a {@link ProcessLock}: it reaches other processes at
 * their start only (given to a task it is refused with a {@link RuntimeError}), survives the death of its owner, is not
 * fair, and is as fast.
 *
 * <pre>{@code
 * ProcessReentrantLock lock = ProcessReentrantLock.create();
 * void transfer() { lock.run(() -> { withdraw(); deposit(); }); }     // each of which locks for itself
 * }</pre>
 *
 * <p>Unlike Python's, it says an {@link IllegalMonitorStateException} to a thread that unlocks what it does not hold.
 * If a worker's task ends with more holds than it began with, those are given back, with a warning.
 *
 * <p>Thread-safe.
 */
public final class ProcessReentrantLock extends RobustLock {

    private static final long serialVersionUID = 1;

    /** Makes a handle of the lock in a slot, be it new or another process's. */
    ProcessReentrantLock(Slot slot) {
        super(slot, LockKind.REENTRANT);
    }

    /**
     * Creates a new lock, unlocked, of which nobody else knows yet. If a process dies while it holds it, the lock goes
     * on and {@link #recoveries()} grows.
     *
     * @return the lock
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static ProcessReentrantLock create() {
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
    public static ProcessReentrantLock create(OwnerDeathPolicy policy) {
        return new ProcessReentrantLock(allocate(policy));
    }

    /**
     * Takes the lock, once more if this thread has it, waiting for as long as others hold it. An interrupt does not end
     * the wait; the flag is kept.
     *
     * @throws ArithmeticException if this thread has locked 2<sup>31</sup> times
     * @throws OwnerDiedException if the lock is {@linkplain #isSuspect() suspect}; this thread does not hold it
     */
    @Override
    public void lock() {
        if (!entry.reenter()) {
            entry.lock();
        }
    }

    /**
     * Takes the lock, once more if this thread has it, waiting for as long as others hold it or until this thread is
     * interrupted. An interrupt ends the wait within 100 ms.
     *
     * @throws InterruptedException if this thread was interrupted before or while it waited; it has not locked
     * @throws ArithmeticException if this thread has locked 2<sup>31</sup> times
     * @throws OwnerDiedException if the lock is {@linkplain #isSuspect() suspect}; this thread does not hold it
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        throwIfInterrupted();
        if (!entry.reenter()) {
            entry.lockInterruptibly();
        }
    }

    /**
     * Takes the lock if it is free or this thread has it. Never waits.
     *
     * @return whether this thread took it
     * @throws ArithmeticException if this thread has locked 2<sup>31</sup> times
     * @throws OwnerDiedException if the lock is {@linkplain #isSuspect() suspect}; this thread does not hold it
     */
    @Override
    public boolean tryLock() {
        return entry.reenter() || entry.tryLock();
    }

    /**
     * Takes the lock, once more if this thread has it, waiting for a limited time, measured by a clock that nobody can
     * set. An interrupt ends the wait within 100 ms.
     *
     * @param time how long to wait at most; 0 or less is one try
     * @param unit the unit of the time
     * @return whether this thread took the lock; false if the time was over first
     * @throws InterruptedException if this thread was interrupted before or while it waited; it has not locked
     * @throws ArithmeticException if this thread has locked 2<sup>31</sup> times
     * @throws OwnerDiedException if the lock is {@linkplain #isSuspect() suspect}; this thread does not hold it
     * @throws NullPointerException if the unit is null
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(time);
        throwIfInterrupted();
        return entry.reenter() || entry.tryLock(nanos);
    }

    /**
     * Gives the lock back, once; the last time frees it. What this thread did before happens-before what the next owner
     * does, in whatever process.
     *
     * <p>Does not block, with one exception: a process that has kept the lock from others for 2 ms, by locking again
     * before they could, is held back here until one of them has the lock, 1.2 ms at most.
     *
     * @throws IllegalMonitorStateException if this thread does not hold the lock; the message names who does, as far as
     *     it is known
     */
    @Override
    public void unlock() {
        entry.exit();
    }

    /**
     * Tells how often the current thread has locked without unlocking.
     *
     * @return the number of holds, 0 if another thread or nobody holds the lock
     */
    public int getHoldCount() {
        return entry.holdCount();
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a ProcessReentrantLock was taken");
        }
    }
}
