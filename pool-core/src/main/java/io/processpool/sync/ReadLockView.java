package io.processpool.sync;

import java.util.concurrent.TimeUnit;

/** The view of a read-write lock that locks for reading. Thread-safe. */
final class ReadLockView extends LockView {

    private static final long serialVersionUID = 1;

    ReadLockView(ProcessReadWriteLock lock, ReadWriteState state) {
        super(lock, state);
    }

    @Override
    public void lock() {
        state().lockRead();
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        state().lockRead(Bell.FOREVER_NANOS);
    }

    @Override
    public boolean tryLock() {
        return state().tryLockRead();
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return state().lockRead(unit.toNanos(time));
    }

    @Override
    public void unlock() {
        state().unlockRead();
    }

    /** Describes the lock. */
    @Override
    public String toString() {
        return "reading with " + whole();
    }
}
