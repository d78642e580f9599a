package io.processpool.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Hands ranges to slots, in their order, as many at a time as a worker should finish in about a millisecond, and takes them back from a worker
 * that is slow while another is idle.
 *
 * <p>All state, and that of the slots, is guarded by one lock, which is never held while user code runs or while anything blocks.
 */
final class Dispatcher {
    private static final long BATCH_NANOS = 1_000_000;
    private static final long PATIENCE_NANOS = 2_000_000;
    private static final long QUEUED_BYTES = 4 << 20;

    /** Guards all below and all slots. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition imbalance = lock.newCondition();
    private final Condition stop = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final List<Slot> slots;
    private final int maxTasksPerChild;
    private final long graceNanos;
    private final ArrayDeque<Range> queue = new ArrayDeque<>();
    private boolean stopped;

    Dispatcher(List<Slot> slots, int maxTasksPerChild, long graceNanos) {
        this.graceNanos = graceNanos;
        this.slots = slots;
        this.maxTasksPerChild = maxTasksPerChild;
    }

    /** Queues ranges of one call. */
    void submit(Collection<Range> ranges) {
        locked(() -> {
            ranges.forEach(this::enqueue);
            dispatch();
        });
    }

    /** Waits while much of a call waits for workers. */
    void awaitRoom(Call call) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (call.queuedBytes > QUEUED_BYTES && !call.withdrawn) {
                room.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A worker takes tasks from now on. */
    void ready(Slot slot, Worker worker, TaskPort port) {
        locked(() -> {
            slot.ready(worker, port, maxTasksPerChild);
            if (stopped) {
                slot.retire();
            }
            dispatch();
        });
    }

    /** A slot's worker has rung: there may be room for what did not fit before. */
    void roomMade(Slot slot) {
        locked(() -> fill(slot));
    }

    /**
     * A slot's worker has answered, in this order.
     *
     * @return how many of the answers are right; all, unless the worker's memory is broken
     */
    int answered(Slot slot, AnswerBatch answers) {
        lock.lock();
        try {
            int right = 0;
            while (right < answers.size() && slot.answered(answers.callId(right), answers.itemIndex(right))) {
                if (slot.endedAtLast(answers.callId(right), answers.itemIndex(right))) {
                    answers.drop(right);
                }
                right++;
            }
            if (right > 0) {
                learn(answers.call(right - 1), slot.progressed(right));
            }
            if (slot.isUsedUp()) {
                slot.retire();
            } else {
                fill(slot);
            }
            signalImbalance();
            return right;
        } finally {
            lock.unlock();
        }
    }

    /** A call is over: what waits of it is dropped, what was not started is taken back, workers forget its function. */
    void withdraw(Call call) {
        locked(() -> {
            call.withdrawn = true;
            if (call.queuedBytes > 0) {
                queue.removeIf(range -> range.call == call);
                call.queuedBytes = 0;
            }
            room.signalAll();
            slots.forEach(slot -> slot.withdraw(call));
            dispatch();
        });
    }

    /** All items of a call have ended: workers forget its function. */
    void forget(Call call) {
        if (!call.single && !call.function.isLasting()) {
            locked(() -> slots.forEach(slot -> slot.forget(call)));
        }
    }

    /**
     * A slot's worker is dead. What it had not started is queued again, in front.
     *
     * @return what died with it
     */
    List<Range> died(Slot slot) {
        List<Range> lost = new ArrayList<>();
        locked(() -> {
            List<Range> unstarted = slot.bury(lost);
            if (!stopped) {
                requeue(unstarted);
                dispatch();
            }
        });
        return lost;
    }

    /** Queues an item again whose worker died with it, if its call is to be tried again; whether it is. */
    boolean retry(Range lost) {
        lock.lock();
        try {
            if (stopped || lost.call.withdrawn || !lost.call.takeRetry(lost.firstIndex())) {
                return false;
            }
            requeue(List.of(lost));
            dispatch();
            return true;
        } finally {
            lock.unlock();
        }
    }

    // -- what is limited in time

    /** Ends what runs of a call that is over; whether there is something to end. */
    boolean endRunning(Call call) {
        lock.lock();
        try {
            long now = System.nanoTime();
            boolean any = false;
            for (Slot slot : slots) {
                Running task = slot.running(now);
                if (task != null && task.call() == call) {
                    end(slot, task, now);
                    any = true;
                }
            }
            dispatch();
            return any;
        } finally {
            lock.unlock();
        }
    }

    /** Looks what has run or waited too long, and what has to be done about it. */
    Overdue tick(long now) {
        Overdue overdue = new Overdue();
        locked(() -> {
            for (Slot slot : slots) {
                lookAtRunning(slot, now, overdue);
                slot.takeBackOverdue(now).forEach(overdue::waited);
            }
            removeOverdue(now, overdue);
            dispatch();
        });
        return overdue;
    }

    private void lookAtRunning(Slot slot, long now, Overdue overdue) {
        Running task = slot.running(now);
        if (task != null
                && slot.ending() == null
                && task.isLongerThan(task.call().options.taskTimeoutNanos(), now)) {
            overdue.ran(task, slot.worker());
            end(slot, task, now);
        }
        if (slot.ending() != null) {
            overdue.step(slot.worker(), slot.ending().nextStep(now));
            overdue.moreToCome();
        }
    }

    /** What stands behind the task goes elsewhere: this worker may not live long. */
    private void end(Slot slot, Running task, long now) {
        if (slot.ending() == null) {
            slot.end(new Ending(task, now, graceNanos));
            requeue(slot.takeBack(Integer.MAX_VALUE));
            slot.worker().interrupt(task.call().id, task.index());
        }
    }

    private void removeOverdue(long now, Overdue overdue) {
        for (Iterator<Range> waiting = queue.iterator(); waiting.hasNext(); ) {
            Range range = waiting.next();
            if (range.isOverdue(now)) {
                waiting.remove();
                range.call.queuedBytes -= range.bytes();
                overdue.waited(range);
            }
        }
        room.signalAll();
    }

    /** No more tasks: workers exit when they have run what they were handed. */
    void retireAll() {
        locked(() -> {
            stopped = true;
            for (Slot slot : slots) {
                if (slot.state() == Slot.State.READY) {
                    slot.retire();
                }
            }
        });
    }

    /** Drops everything. */
    void stop() {
        locked(() -> {
            stopped = true;
            queue.clear();
            room.signalAll();
            imbalance.signalAll();
            stop.signalAll();
        });
    }

    /** For the balancing thread: takes back from slow workers for idle ones, again and again, until {@link #stop}. */
    void balance() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped) {
                if (isImbalanced()) {
                    stop.awaitNanos(PATIENCE_NANOS);
                    relieveSlowWorkers();
                } else {
                    imbalance.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(Range range) {
        if (!range.call.withdrawn && !stopped) {
            queue.addLast(range);
            range.call.queuedBytes += range.bytes();
        }
    }

    private void requeue(List<Range> ranges) {
        for (int i = ranges.size() - 1; i >= 0; i--) {
            Range range = ranges.get(i);
            if (!range.call.withdrawn) {
                queue.addFirst(range);
                range.call.queuedBytes += range.bytes();
            }
        }
    }

    /** First one range for each idle worker, then more for each. */
    private void dispatch() {
        for (Slot slot : slots) {
            if (slot.isIdle() && !queue.isEmpty() && handOne(slot)) {
                slot.publish();
            }
        }
        for (Slot slot : slots) {
            fill(slot);
        }
        signalImbalance();
    }

    private void fill(Slot slot) {
        boolean written = false;
        while (!queue.isEmpty() && slot.wantsMore(queue.peekFirst().call, BATCH_NANOS) && handOne(slot)) {
            written = true;
        }
        if (written) {
            slot.publish();
        }
    }

    private boolean handOne(Slot slot) {
        Range range = queue.peekFirst();
        int items = slot.handOver(range);
        if (items == 0) {
            return false;
        }
        queue.removeFirst();
        Call call = range.call;
        call.lastWorker = slot.worker();
        call.queuedBytes -= range.bytes();
        if (items < range.items()) {
            requeue(List.of(range.part(items, range.items())));
        }
        if (call.queuedBytes <= QUEUED_BYTES / 2 && lock.hasWaiters(room)) {
            room.signalAll();
        }
        return true;
    }

    private static void learn(Call call, long nanosPerItem) {
        if (call != null) {
            call.nanosPerItem = call.nanosPerItem == 0 ? nanosPerItem : (3 * call.nanosPerItem + nanosPerItem) / 4;
        }
    }

    private void signalImbalance() {
        if (isImbalanced()) {
            imbalance.signal();
        }
    }

    /** One worker is idle, nothing waits, and another has more than the item that it runs. */
    private boolean isImbalanced() {
        if (!queue.isEmpty()) {
            return false;
        }
        boolean idle = false;
        boolean more = false;
        for (Slot slot : slots) {
            idle |= slot.isIdle();
            more |= slot.openItems() > 1;
        }
        return idle && more;
    }

    private void relieveSlowWorkers() {
        long now = System.nanoTime();
        for (Slot slot : slots) {
            if (slot.openItems() > 1 && slot.isSlow(now, PATIENCE_NANOS) && isImbalanced()) {
                relieve(slot);
            }
        }
    }

    /** Takes an equal share for each idle worker, and the rest for the slow one, at least one item. */
    private void relieve(Slot slow) {
        int idle = (int) slots.stream().filter(Slot::isIdle).count();
        int unstarted = slow.unstarted();
        int share = (unstarted + idle) / (idle + 1);
        for (Range range : slow.takeBack(Math.min(unstarted, share * idle))) {
            cut(range, share, this::enqueue);
        }
        dispatch();
    }

    private static void cut(Range range, int share, Consumer<Range> parts) {
        for (int from = 0; from < range.items(); from += share) {
            parts.accept(range.part(from, Math.min(range.items(), from + share)));
        }
    }
}
