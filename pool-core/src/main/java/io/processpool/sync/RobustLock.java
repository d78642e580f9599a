package io.processpool.sync;

import io.processpool.InterProcessLock;
import io.processpool.RuntimeError;
import io.processpool.internal.memory.Futex;
import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.spawn.SpawningScope;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/**
 * What the two locks in shared memory have in common: all but how often a thread may lock. The entry does the work;
 * this is the face of it that travels.
 */
abstract sealed class RobustLock implements InterProcessLock, Serializable permits ProcessLock, ProcessReentrantLock {

    private static final long serialVersionUID = 1;

    private final transient Slot slot;
    final transient LockEntry entry;

    RobustLock(Slot slot, LockKind kind) {
        this.slot = slot;
        this.entry = LockEntry.of(slot, kind);
    }

    static Slot allocate(OwnerDeathPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        Slot slot = SlotAllocator.allocate();
        if (policy == OwnerDeathPolicy.THROW) {
            LockWord.throwOnDeath(slot.words(), slot.offset());
        }
        return slot;
    }

    /**
     * Creates a condition of this lock, of which nobody else knows yet. To wait for it, another process must inherit it.
     *
     * @return the condition
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    @Override
    public ProcessCondition newCondition() {
        return ProcessCondition.of(this);
    }

    /**
     * Tells whether any thread of any process holds the lock. By the time of the answer that may have changed.
     *
     * @return whether it was locked; true also if the owner has died and nobody has taken the lock since
     */
    public boolean isLocked() {
        return LockWord.hasOwner(entry.word().valueVolatile());
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
     * Names who holds the lock. By the time of the answer that may have changed. Reads a file of {@code /proc}.
     *
     * @return the owner, empty if the lock was free
     */
    public Optional<LockOwner> owner() {
        return entry.owner();
    }

    /**
     * Names the process that holds the lock. By the time of the answer that may have changed.
     *
     * @return the process id of the owner, empty if the lock was free
     */
    public Optional<Long> ownerPid() {
        return entry.owner().map(LockOwner::pid);
    }

    /**
     * Estimates how many threads wait for the lock: those of this process, or one if only other processes wait.
     *
     * @return the number, 0 or more
     */
    public int waiters() {
        return entry.waiters();
    }

    /**
     * Counts how often a process died while it held the lock, and the lock went on without it. An owner that finds a
     * larger number than at its last look should check what the lock protects.
     *
     * @return the number of recoveries since the lock was created
     */
    public long recoveries() {
        return entry.word().recoveries();
    }

    /**
     * Tells whether locking throws {@link OwnerDiedException} now, because an owner died. Only under the policy {@link
     * OwnerDeathPolicy#THROW}.
     *
     * @return whether what the lock protects waits for {@link #recover}, or is being repaired in it
     */
    public boolean isSuspect() {
        return LockWord.isSuspect(entry.word().valueVolatile());
    }

    /**
     * Repairs what the lock protects, after a death: takes the lock though it is {@linkplain #isSuspect() suspect},
     * runs the body, and if that returns declares the data consistent and gives the lock back. If the body throws, or
     * this process dies in it, the lock stays suspect for the next one to try.
     *
     * <p>Several threads and processes may call this after they got {@link OwnerDiedException}: one of them repairs,
     * the others wait for it and then find nothing to do. Blocks as {@link #lock()} does.
     *
     * <pre>{@code
     * try {
     *     lock.lock();
     * } catch (OwnerDiedException e) {
     *     lock.recover(() -> rebuild(index));
     *     lock.lock();
     * }
     * }</pre>
     *
     * @param <X> the checked exception that the body throws; the compiler infers it
     * @param repair what to run if the lock is suspect, under the lock
     * @return whether the body has run; false if the lock was not suspect
     * @throws X if the body throws it
     * @throws IllegalStateException if this thread already holds the lock
     * @throws NullPointerException if the body is null
     */
    public <X extends Exception> boolean recover(Body<X> repair) throws X {
        Objects.requireNonNull(repair, "repair");
        if (!entry.lockForRepair()) {
            entry.unlock();
            return false;
        }
        boolean repaired = false;
        try {
            repair.run();
            repaired = true;
        } finally {
            if (repaired) {
                entry.unlockRepaired();
            } else {
                entry.unlockUnrepaired();
            }
        }
        return true;
    }

    /**
     * Compares two handles.
     *
     * @param other anything
     * @return whether it is a handle of the same lock
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof RobustLock lock && lock.entry == entry;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(entry);
    }

    /**
     * Describes the lock and its owner, as far as it is known. Reads a file of {@code /proc}.
     *
     * @return for example {@code ProcessLock[owner=pool-1-worker-3 pid=4711 for 2.1 s]} or {@code
     *     ProcessLock[unlocked]}
     */
    @Override
    public String toString() {
        return entry.toString();
    }

    /** Travels as a handle, and only to a child that is being started. */
    final Object writeReplace() {
        if (!SpawningScope.isOpen()) {
            throw RuntimeError.inheritanceOnly(entry.kind().pythonName());
        }
        // When a child dies, this process wakes who waits for it.
        Futex.requestSoon();
        return new LockHandle(entry.kind(), slot.handle());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a lock in shared memory travels as a handle only");
    }
}
