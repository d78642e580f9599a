package io.processpool.pool;

import java.util.concurrent.locks.Condition;

/** Bounds how much of a call waits for workers. Guarded by the dispatcher's lock. */
final class Room {
    private static final long QUEUED_BYTES = 4 << 20;

    private final Guard lock;
    private final Condition room;

    Room(Guard lock) {
        this.lock = lock;
        this.room = lock.newCondition();
    }

    /** Waits while much of a call waits for workers. Takes the lock itself. */
    void await(Call call) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (call.queuedBytes > QUEUED_BYTES && !call.withdrawn) {
                room.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something of a call waits no more. */
    void lessWaits(Call call) {
        if (call.queuedBytes <= QUEUED_BYTES / 2 && lock.hasWaiters(room)) {
            room.signalAll();
        }
    }

    /** Whoever waits looks again. */
    void signalAll() {
        room.signalAll();
    }
}
