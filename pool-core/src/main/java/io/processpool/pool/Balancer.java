package io.processpool.pool;

import java.util.List;
import java.util.function.Consumer;

/** Takes from slow workers what they have not started, for those that have nothing to do. Guarded by the dispatcher's lock. */
final class Balancer {
    private final List<Slot> slots;
    private final RangeQueue queue;
    private final long patienceNanos;

    /**
     * A balancer.
     *
     * @param patienceNanos how long a worker may go without an answer
     */
    Balancer(List<Slot> slots, RangeQueue queue, long patienceNanos) {
        this.slots = slots;
        this.queue = queue;
        this.patienceNanos = patienceNanos;
    }

    /** One worker is idle, or could be started, nothing waits, and another has more than the item that it runs. */
    boolean isImbalanced() {
        if (!queue.isEmpty()) {
            return false;
        }
        boolean idle = false;
        boolean more = false;
        for (Slot slot : slots) {
            idle |= slot.isIdle() || slot.state() == Slot.State.DORMANT;
            more |= slot.openItems() > 1;
        }
        return idle && more;
    }

    /**
     * Puts into the queue what idle workers should have.
     *
     * @param dispatch hands it out
     * @param start starts a worker for which there will be something
     */
    void relieveSlowWorkers(Runnable dispatch, Consumer<Slot> start) {
        long now = System.nanoTime();
        for (Slot slot : slots) {
            if (slot.openItems() > 1 && slot.isSlow(now, patienceNanos) && isImbalanced()) {
                int idle = (int) slots.stream().filter(Slot::isIdle).count();
                if (idle > 0) {
                    relieve(slot, idle);
                    dispatch.run();
                } else if (slots.stream().noneMatch(Slot::isStarting)) {
                    startOne(start);
                }
            }
        }
    }

    /** Takes an equal share for each idle worker, and the rest for the slow one, at least one item. The queue is empty before. */
    private void relieve(Slot slow, int idle) {
        int unstarted = slow.unstarted();
        int share = (unstarted + idle) / (idle + 1);
        slow.takeBack(Math.min(unstarted, share * idle), queue);
        queue.cut(share);
    }

    private void startOne(Consumer<Slot> start) {
        for (Slot slot : slots) {
            if (slot.state() == Slot.State.DORMANT) {
                start.accept(slot);
                return;
            }
        }
    }
}
