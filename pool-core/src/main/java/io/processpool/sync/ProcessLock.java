package io.processpool.sync;

import io.processpool.InterProcessLock;
import io.processpool.RuntimeError;
import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.spawn.ProcessIdentity;
import io.processpool.internal.spawn.SpawningScope;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

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
 * <p>Thread-safe. A wait spins for a few microseconds, then sleeps and looks again, at least every millisecond. The
 * lock lives as long as the process that created it; its 128 bytes of shared memory are not used again before that
 * ends.
 */
public final class ProcessLock implements InterProcessLock, Serializable {

    private static final long serialVersionUID = 1;

    private final transient Slot slot;
    private final transient LockEntry entry;

    /** Makes a handle of the lock in a slot, be it new or another process's. */
    ProcessLock(Slot slot) {
        this.slot = slot;
        this.entry = LockEntry.of(slot);
    }

    /**
     * Creates a new lock, unlocked, of which nobody else knows yet.
     *
     * @return the lock
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static ProcessLock create() {
        return new ProcessLock(SlotAllocator.allocate());
    }

    /**
     * Takes the lock, waiting for as long as others hold it. An interrupt does not end the wait; the flag is kept.
     *
     * @throws IllegalStateException if this thread already holds the lock
     */
    @Override
    public void lock() {
        entry.lock();
    }

    /**
     * Takes the lock, waiting for as long as others hold it or until this thread is interrupted.
     *
     * @throws InterruptedException if this thread was interrupted before or while it waited; it does not hold the lock
     * @throws IllegalStateException if this thread already holds the lock
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        entry.lockInterruptibly();
    }

    /**
     * Takes the lock if it is free. Never waits.
     *
     * @return whether this thread took it; false also if this thread already holds it
     */
    @Override
    public boolean tryLock() {
        return entry.tryLock();
    }

    /**
     * Takes the lock, waiting for a limited time, measured by a clock that nobody can set.
     *
     * @param time how long to wait at most; 0 or less is one try
     * @param unit the unit of the time
     * @return whether this thread took the lock; false if the time was over first
     * @throws InterruptedException if this thread was interrupted before or while it waited; it does not hold the lock
     * @throws IllegalStateException if this thread already holds the lock and the time is more than 0: it would wait
     *     for itself
     * @throws NullPointerException if the unit is null
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return entry.tryLock(unit.toNanos(time));
    }

    /**
     * Gives the lock back. What this thread did before happens-before what the next owner does, in whatever process.
     *
     * <p>Does not block, with one exception: a process that has kept the lock from others for 10 ms, by locking again
     * before they could, is held back here until one of them has the lock, 1.2 ms at most.
     *
     * @throws IllegalMonitorStateException if this thread does not hold the lock; the message names who does, as far as
     *     it is known
     */
    @Override
    public void unlock() {
        entry.unlock();
    }

    /**
     * Refuses: a condition between processes is an object of its own.
     *
     * @return never
     * @throws UnsupportedOperationException always
     */
    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException(
                "a ProcessLock has no conditions of java.util.concurrent, which work within"
                        + " one process only: use a ProcessCondition");
    }

    /**
     * Tells whether any thread of any process holds the lock. By the time of the answer that may have changed.
     *
     * @return whether it was locked
     */
    public boolean isLocked() {
        return entry.valueVolatile() != LockWord.FREE;
    }

    /**
     * Tells whether the current thread holds the lock.
     *
     * @return whether it does
     */
    public boolean isHeldByCurrentThread() {
        return entry.isHeldByCurrentThread();
    }

    /**
     * Names the process that holds the lock. By the time of the answer that may have changed.
     *
     * @return the process id of the owner, empty if the lock was free
     */
    public Optional<Long> ownerPid() {
        long value = entry.valueVolatile();
        return value == LockWord.FREE ? Optional.empty() : Optional.of(ProcessIdentity.pidOf(value));
    }

    /**
     * Compares two handles.
     *
     * @param other anything
     * @return whether it is a handle of the same lock
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessLock lock && lock.entry == entry;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(entry);
    }

    /**
     * Describes the lock and its owner.
     *
     * @return {@code ProcessLock[owner=pid 4711]} or {@code ProcessLock[unlocked]}
     */
    @Override
    public String toString() {
        return "ProcessLock[" + LockWord.describe(entry.valueVolatile()) + "]";
    }

    /** Travels as a handle, and only to a child that is being started. */
    private Object writeReplace() {
        if (!SpawningScope.isOpen()) {
            throw RuntimeError.inheritanceOnly("Lock");
        }
        return new LockHandle(slot.handle());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a ProcessLock travels as a handle only");
    }
}
