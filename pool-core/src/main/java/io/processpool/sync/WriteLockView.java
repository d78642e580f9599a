package io.processpool.sync;

import java.util.concurrent.TimeUnit;

/** The view of a read-write lock that locks for writing. Thread-safe. */
final class WriteLockView extends LockView {

    private static final long serialVersionUID = 1;

    WriteLockView(ProcessReadWriteLock lock, ReadWriteState state) {
        super(lock, state);
    }

    @Override
    public void lock() {
        state().lockWrite();
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        state().lockWrite(Bell.FOREVER_NANOS);
    }

    @Override
    public boolean tryLock() {
        return state().tryLockWrite();
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return state().lockWrite(unit.toNanos(time));
    }

    @Override
    public void unlock() {
        state().unlockWrite();
    }

    /** Describes the lock. */
    @Override
    public String toString() {
        return "writing with " + whole();
    }
}
