package io.processpool.sync;

import io.processpool.InterProcessLock;
import io.processpool.RuntimeError;
import io.processpool.internal.memory.Slot;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;

/**
 * A lock that many threads of several processes may hold to read, or one of them to write, and that survives their
 * deaths. Python's {@code multiprocessing} has none. Any number of handles, in any JVM, may name the same lock; they
 * are equal.
 *
 * <p>It reaches another process only at that one's start: as an argument of a pool's initializer, or as an inherited
 * static field. Given to a task it is refused with a {@link RuntimeError}. So are its two views, which travel with it.
 *
 * <pre>{@code
 * ProcessReadWriteLock lock = ProcessReadWriteLock.create();
 * int size = lock.readLock().call(() -> table.size());
 * lock.writeLock().run(() -> table.put(key, value));
 * }</pre>
 *
 * <p>Both are reentrant. A writer may read: lock for reading before you unlock for writing, and no other writer comes
 * between. A reader that locks for writing gets an {@link IllegalStateException}, as it would wait for itself. Writers
 * come first: while one waits, only those enter to read that are inside already. Not fair in other respects.
 *
 * <p>Deaths: readers that die do not stop writers, waiting writers that die do not stop readers, and from a writer that
 * dies the next one takes the lock over, reader or writer; {@link #recoveries()} then grows, and what the lock protects
 * may be half changed. All of that within a few milliseconds where the dead was a worker of this program's pool, else
 * within a third of a second. If a worker's task ends with holds of its own thread, to read or to write, that it
 * did not begin with, those are given back with a warning.
 *
 * <p>Memory: unlocking for writing happens-before each later lock, and unlocking for reading before each later lock for
 * writing. Thread-safe. At most 256 processes hold it or wait at a time. It takes 17 KiB of shared memory.
 */
public final class ProcessReadWriteLock extends Primitive implements ReadWriteLock {

    private static final long serialVersionUID = 1;

    private final transient ReadWriteState state;
    private final transient ReadLockView readLock;
    private final transient WriteLockView writeLock;

    /** Makes a handle of the lock in an area, be it new or another process's. */
    ProcessReadWriteLock(Slot slot) {
        super(slot, "ReadWriteLock");
        this.state = new ReadWriteState(slot, bell);
        this.readLock = new ReadLockView(this, state);
        this.writeLock = new WriteLockView(this, state);
    }

    /**
     * Creates a new lock, unlocked, of which nobody else knows yet.
     *
     * @return the lock
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static ProcessReadWriteLock create() {
        return new ProcessReadWriteLock(Areas.allocate(ReadWriteState.lengthBytes()));
    }

    /**
     * Returns the view that locks for reading. Its {@code newCondition()} is refused.
     *
     * @return the view, always the same one of this handle
     */
    @Override
    public InterProcessLock readLock() {
        return readLock;
    }

    /**
     * Returns the view that locks for writing. Its {@code newCondition()} is refused.
     *
     * @return the view, always the same one of this handle
     */
    @Override
    public InterProcessLock writeLock() {
        return writeLock;
    }

    /**
     * Tells how many read holds all threads of all processes have. By the time of the answer that may have changed, and
     * those of a process that has died may be counted until somebody waits for them.
     *
     * @return the number, 0 or more
     */
    public int getReadLockCount() {
        return state.readLocks();
    }

    /**
     * Tells how often the current thread has locked for reading without unlocking.
     *
     * @return the number, 0 or more
     */
    public int getReadHoldCount() {
        return state.readHolds();
    }

    /**
     * Tells how often the current thread has locked for writing without unlocking.
     *
     * @return the number, 0 or more
     */
    public int getWriteHoldCount() {
        return state.writeHolds();
    }

    /**
     * Names who holds the lock to write, or keeps readers out while it waits for others to leave. By the time of the
     * answer that may have changed. Reads a file of {@code /proc}.
     *
     * @return the writer, empty if there is none
     */
    public Optional<LockOwner> writer() {
        return state.writer();
    }

    /**
     * Counts how often a process died while it was the writer, and the lock went on without it.
     *
     * @return the number of recoveries since the lock was created
     */
    public long recoveries() {
        return state.recoveries();
    }

    @Override
    Object handle() {
        return new PrimitiveHandle(PrimitiveHandle.Kind.READ_WRITE_LOCK, slot.handle());
    }

    /**
     * Describes the state.
     *
     * @return for example {@code ProcessReadWriteLock[readers=2]}, {@code ProcessReadWriteLock[writer=pid 4711]} or
     *     {@code ProcessReadWriteLock[unlocked]}
     */
    @Override
    public String toString() {
        return state.toString();
    }
}
