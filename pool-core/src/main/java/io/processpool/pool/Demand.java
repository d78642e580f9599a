package io.processpool.pool;

import java.util.List;
import java.util.concurrent.locks.Condition;

/** The slots without a worker, and what brings one: work that nobody else will soon take. Guarded by the dispatcher's lock. */
final class Demand {
    private final Guard lock;
    private final Condition changed;
    private final List<Slot> slots;
    private final RangeQueue queue;
    private final int minWorkers;
    private boolean hasEnded;

    /**
     * The demand of a pool.
     *
     * @param minWorkers so many slots have a worker though there is nothing to do
     */
    Demand(Guard lock, List<Slot> slots, RangeQueue queue, int minWorkers) {
        this.lock = lock;
        this.changed = lock.newCondition();
        this.slots = slots;
        this.queue = queue;
        this.minWorkers = minWorkers;
    }

    /** Waits until a slot, whose worker is dead, needs another; false if none will be needed. Takes the lock itself. */
    boolean await(Slot slot) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (slot.index >= minWorkers && queue.isEmpty()) {
                slot.rest();
            }
            while (slot.state() == Slot.State.DORMANT && !hasEnded) {
                changed.await();
            }
            return !hasEnded;
        } finally {
            lock.unlock();
        }
    }

    /** As many slots start as ranges wait. */
    void startForWhatWaits() {
        int wanted = queue.size();
        for (Slot slot : slots) {
            wanted -= slot.isStarting() ? 1 : 0;
        }
        for (Slot slot : slots) {
            if (wanted > 0 && slot.state() == Slot.State.DORMANT) {
                start(slot);
                wanted--;
            }
        }
    }

    /** A slot starts. */
    void start(Slot slot) {
        slot.start();
        changed.signalAll();
    }

    /** No slot will start any more. */
    void end() {
        hasEnded = true;
        changed.signalAll();
    }
}
