package io.processpool.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Condition;

/**
 * Knows what waits for a worker, and what each worker has: hands ranges to slots, takes them back from a worker that is slow while another is idle, ends what
 * runs too long, queues again what a dead worker had not started.
 *
 * <p>All state, and that of the slots, is guarded by one lock, which is never held while user code runs or while anything blocks.
 */
final class Dispatcher {
    private static final long PATIENCE_NANOS = 2_000_000;

    /** Guards all below and all slots. */
    private final Guard lock = new Guard();

    private final Condition imbalance = lock.newCondition();
    private final Condition stop = lock.newCondition();
    private final Room room = new Room(lock);
    private final List<Slot> slots;
    private final Lifespan lifespan;
    private final Demand demand;
    private final Distributor distributor;
    private final Balancer balancer;
    private final TaskEnder ender;
    private final RangeQueue queue = new RangeQueue();
    private final Tally tally = new Tally();
    private boolean stopped;

    /** Who has submitted last. Read by any thread, as a hint. */
    private volatile Thread submitter;

    Dispatcher(List<Slot> slots, Lifespan lifespan, long graceNanos) {
        this.demand = new Demand(lock, slots, queue, lifespan.minWorkers());
        this.distributor = new Distributor(slots, queue, room);
        this.balancer = new Balancer(slots, queue, PATIENCE_NANOS);
        this.ender = new TaskEnder(slots, queue, graceNanos);
        this.slots = slots;
        this.lifespan = lifespan;
    }

    /** Whether the thread that has submitted last does something, and so needs a core. */
    boolean isSubmitterBusy() {
        Thread last = submitter;
        return last != null && last.getState() == Thread.State.RUNNABLE;
    }

    /** Starts workers in slots that have none. */
    Demand demand() {
        return demand;
    }

    /** Queues ranges of one call. */
    void submit(Collection<Range> ranges) {
        if (submitter != Thread.currentThread()) {
            submitter = Thread.currentThread();
        }
        lock.run(() -> {
            if (!stopped) {
                ranges.forEach(queue::add);
            }
            dispatch();
        });
    }

    /** Waits while much of a call waits for workers. */
    void awaitRoom(Call call) throws InterruptedException {
        room.await(call);
    }

    /** A worker takes tasks from now on. */
    void ready(Slot slot, Worker worker, TaskPort port) {
        lock.run(() -> {
            if (slot.ready(worker, port, lifespan.maxItems())) {
                tally.replaced();
            }
            if (stopped) {
                slot.retire();
            }
            dispatch();
        });
    }

    /** A slot's worker has rung: there may be room for what did not fit before. */
    void roomMade(Slot slot) {
        lock.run(() -> distributor.fill(slot));
    }

    /**
     * A slot's worker has answered, in this order.
     *
     * @return how many of the answers are right; all, unless the worker's memory is broken
     */
    int answered(Slot slot, AnswerBatch answers) {
        lock.lock();
        try {
            int right = answers.acceptedBy(slot, tally);
            if (right > 0) {
                answers.learn(right - 1, slot.progressed(right));
            }
            if (slot.isUsedUp()) {
                slot.retire();
            } else {
                distributor.fill(slot);
            }
            signalImbalance();
            return right;
        } finally {
            lock.unlock();
        }
    }

    /** A call is over: what waits of it is dropped, what was not started is taken back, workers forget its function. */
    void withdraw(Call call) {
        lock.run(() -> {
            call.withdrawn = true;
            queue.remove(call);
            room.signalAll();
            slots.forEach(slot -> slot.withdraw(call));
            dispatch();
        });
    }

    /** All items of a call have ended: workers forget its function. */
    void forget(Call call) {
        if (!call.single && !call.function.isLasting()) {
            lock.run(() -> slots.forEach(slot -> slot.forget(call)));
        }
    }

    /**
     * A slot's worker is dead. What it had not started is queued again, in front, and before that the item that died with
     * it, if its call is to be tried again.
     */
    Losses died(Slot slot) {
        List<Range> lost = new ArrayList<>();
        List<Range> failed = new ArrayList<>();
        lock.run(() -> {
            List<Range> unstarted = slot.bury(lost);
            if (!stopped) {
                queue.putBack(unstarted);
            }
            for (Range item : lost) {
                if (!retry(item)) {
                    failed.add(item);
                    tally.failed(item.call.withdrawn ? 0 : item.items());
                }
            }
            dispatch();
        });
        return new Losses(lost, failed);
    }

    private boolean retry(Range lost) {
        if (stopped || lost.call.withdrawn || !lost.call.takeRetry(lost.firstIndex())) {
            return false;
        }
        queue.putBack(lost);
        return true;
    }

    // -- what is limited in time

    /** Ends what runs of a call that is over; whether there is something to end. */
    boolean endRunning(Call call) {
        return lock.get(() -> {
            boolean any = ender.endRunning(call);
            dispatch();
            return any;
        });
    }

    /** Looks what has run or waited too long, and adds what has to be done about it, also where this runs out of memory. */
    void tick(long now, Overdue overdue) {
        overdue.look();
        lock.run(() -> {
            for (Slot slot : slots) {
                ender.look(slot, now, overdue);
                slot.takeBackOverdue(now, overdue);
                if (slot.isDueToRetire(lifespan, now)) {
                    slot.retire();
                }
            }
            queue.removeOverdue(now, overdue);
            tally.failed(overdue.takeFailedItems());
            room.signalAll();
            dispatch();
        });
    }

    /** A worker is replaced when it has run what it was handed. */
    void retire(Worker worker) {
        lock.run(() -> {
            for (Slot slot : slots) {
                if (slot.worker() == worker && slot.state() == Slot.State.READY) {
                    slot.retire();
                }
            }
        });
    }

    /** Whether a slot's worker has been told to exit, and has nothing left to run. */
    boolean isLeaving(Slot slot) {
        return lock.get(() -> slot.state() == Slot.State.RETIRING && slot.openItems() == 0);
    }

    /** What there is now, and has been. */
    PoolStatistics statistics() {
        return lock.get(() -> {
            int live = 0;
            long handed = 0;
            for (Slot slot : slots) {
                live += slot.worker() == null ? 0 : 1;
                handed += slot.expectedItems();
            }
            return tally.with(live, queue.items(), handed);
        });
    }

    /** The workers that take tasks. */
    List<Worker> workers() {
        return lock.get(() -> slots.stream()
                .filter(slot -> slot.state() == Slot.State.READY)
                .map(Slot::worker)
                .toList());
    }

    /** A slot will have no worker any more. */
    void stopped(Slot slot) {
        lock.run(slot::stopped);
    }

    /** No more tasks: workers exit when they have run what they were handed. */
    void retireAll() {
        lock.run(() -> {
            stopped = true;
            for (Slot slot : slots) {
                if (slot.state() == Slot.State.READY) {
                    slot.retire();
                }
            }
            demand.end();
        });
    }

    /** Drops everything. */
    void stop() {
        lock.run(() -> {
            stopped = true;
            queue.clear();
            room.signalAll();
            imbalance.signalAll();
            demand.end();
            stop.signalAll();
        });
    }

    /** For the balancing thread: takes back from slow workers for idle ones, again and again, until {@link #stop}. */
    void balance() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            dispatch(); // What was taken back when there was no memory to go on.
            while (!stopped) {
                if (balancer.isImbalanced()) {
                    stop.awaitNanos(PATIENCE_NANOS);
                    balancer.relieveSlowWorkers(this::dispatch, demand::start);
                } else {
                    imbalance.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void dispatch() {
        distributor.distribute();
        if (!queue.isEmpty()) {
            demand.startForWhatWaits();
        }
        signalImbalance();
    }

    private void signalImbalance() {
        if (balancer.isImbalanced()) {
            imbalance.signal();
        }
    }
}
