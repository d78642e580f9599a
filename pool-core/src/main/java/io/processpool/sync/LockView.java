package io.processpool.sync;

import io.processpool.InterProcessLock;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.locks.Condition;

/** One of the two views of a read-write lock. All views of one lock and one kind are equal. Thread-safe. */
abstract sealed class LockView implements InterProcessLock, Serializable permits ReadLockView, WriteLockView {

    private static final long serialVersionUID = 1;

    private final transient ProcessReadWriteLock lock;
    private final transient ReadWriteState state;

    LockView(ProcessReadWriteLock lock, ReadWriteState state) {
        this.lock = lock;
        this.state = state;
    }

    final ReadWriteState state() {
        return state;
    }

    final ProcessReadWriteLock whole() {
        return lock;
    }

    @Override
    public final Condition newCondition() {
        throw new UnsupportedOperationException(
                "a ProcessReadWriteLock has no conditions: use a ProcessCondition with a lock of its own");
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof LockView view && view.getClass() == getClass() && view.lock.equals(lock);
    }

    @Override
    public final int hashCode() {
        return lock.hashCode();
    }

    // Not private, so that it is called for the subclasses.
    final Object writeReplace() {
        lock.requireSpawning();
        return new Handle(lock, this instanceof ReadLockView);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a lock in shared memory travels as a handle only");
    }

    /** A view on its way to a child process. The lock in it travels as its own handle. */
    private static final class Handle implements Serializable {
        private static final long serialVersionUID = 1L;

        private final ProcessReadWriteLock lock;
        private final boolean isForReading;

        Handle(ProcessReadWriteLock lock, boolean isForReading) {
            this.lock = lock;
            this.isForReading = isForReading;
        }

        private Object readResolve() {
            return isForReading ? lock.readLock() : lock.writeLock();
        }
    }
}
