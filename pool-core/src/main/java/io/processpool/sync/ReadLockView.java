package io.processpool.sync;

import io.processpool.InterProcessLock;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** The view of a read-write lock that locks for reading. All views of one lock are equal. Thread-safe. */
final class ReadLockView implements InterProcessLock, Serializable {

    private static final long serialVersionUID = 1;

    private final transient ProcessReadWriteLock lock;
    private final transient ReadWriteState state;

    ReadLockView(ProcessReadWriteLock lock, ReadWriteState state) {
        this.lock = lock;
        this.state = state;
    }

    @Override
    public void lock() {
        state.lockRead();
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        state.lockRead(Bell.FOREVER_NANOS);
    }

    @Override
    public boolean tryLock() {
        return state.tryLockRead();
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return state.lockRead(unit.toNanos(time));
    }

    @Override
    public void unlock() {
        state.unlockRead();
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException(
                "a ProcessReadWriteLock has no conditions: use a ProcessCondition with a lock of its own");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReadLockView view && view.lock.equals(lock);
    }

    @Override
    public int hashCode() {
        return lock.hashCode();
    }

    /** Describes the lock. */
    @Override
    public String toString() {
        return "reading with " + lock;
    }

    /** Travels with its lock, as that does. */
    private Object writeReplace() {
        return new Handle(lock);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a lock in shared memory travels as a handle only");
    }

    /** A view on its way to a child process. The lock in it travels as its own handle. */
    private record Handle(ProcessReadWriteLock lock) implements Serializable {

        private Object readResolve() {
            return lock.readLock();
        }
    }
}
