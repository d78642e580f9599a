package io.processpool.pool;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * Hands what waits to slots, in its order, as many items at a time as a worker should finish in about a millisecond. Guarded by the dispatcher's lock.
 *
 * <p>A range leaves the queue when a worker has it, and what is cut off it stays there: no item is lost, nor handed over twice, where there is no memory.
 */
final class Distributor {
    private static final long BATCH_NANOS = 1_000_000;
    /** What it takes to wake a worker. */
    private static final long WAKE_NANOS = 50_000;

    // Constants, since this is asked for every call.
    private static final BiPredicate<Slot, Call> MORE = (slot, call) -> slot.wantsMore(call, BATCH_NANOS);
    private static final BiPredicate<Slot, Call> QUICKER =
            (slot, call) -> slot.isQuickerThanWaking(call, WAKE_NANOS, System.nanoTime());

    private final List<Slot> slots;
    private final RangeQueue queue;
    private final Room room;

    /**
     * A distributor.
     *
     * @param room is told what waits no more
     */
    Distributor(List<Slot> slots, RangeQueue queue, Room room) {
        this.slots = slots;
        this.queue = queue;
        this.room = room;
    }

    /** First what is sooner done by who is awake, then one range for each idle worker, then more for each. */
    void distribute() {
        for (Slot slot : slots) {
            hand(slot, QUICKER);
        }
        for (Slot slot : slots) {
            if (slot.isIdle() && !queue.isEmpty() && handOne(slot)) {
                slot.publish();
            }
        }
        for (Slot slot : slots) {
            fill(slot);
        }
    }

    /** As much for a slot as it wants. */
    void fill(Slot slot) {
        hand(slot, MORE);
    }

    private void hand(Slot slot, BiPredicate<Slot, Call> isWanted) {
        boolean written = false;
        try {
            while (!queue.isEmpty() && isWanted.test(slot, queue.first().call) && handOne(slot)) {
                written = true;
            }
        } finally {
            if (written) {
                slot.publish();
            }
        }
    }

    private boolean handOne(Slot slot) {
        Range range = queue.first(slot.most(queue.first()));
        if (!slot.handOver(range)) {
            return false;
        }
        queue.removeFirst();
        range.call.lastWorker = slot.worker();
        room.lessWaits(range.call);
        return true;
    }
}
