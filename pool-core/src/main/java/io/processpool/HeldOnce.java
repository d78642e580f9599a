package io.processpool;

import java.util.concurrent.locks.Lock;

/** Gives a lock back at the first close. Belongs to the thread that took the lock. */
final class HeldOnce implements InterProcessLock.Held {

    private final Lock lock;
    private boolean closed; // owning thread only: in any other, unlock() throws before it is written

    HeldOnce(Lock lock) {
        this.lock = lock;
    }

    @Override
    public void close() {
        if (!closed) {
            lock.unlock();
            closed = true;
        }
    }
}
