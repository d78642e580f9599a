package io.processpool.pool;

import io.processpool.internal.wire.Mailbox;
import java.util.List;

/**
 * A place for a worker in the pool: its mailbox, and what its worker has been handed. All state is guarded by the dispatcher's lock.
 */
final class Slot {
    enum State {
        /** A worker is being started, or runs the initializer; it is given nothing. */
        STARTING,
        /** It has no worker, for there is nothing to do. */
        DORMANT,
        /** Its worker takes tasks. */
        READY,
        /** Its worker has been told to exit, and takes nothing more. */
        RETIRING,
        /** It will have no worker any more. */
        STOPPED
    }

    private static final long UNLIMITED = Long.MAX_VALUE;

    /** A worker without an answer for so many times as another needs to wake is not sure to go on soon. */
    private static final long STALLED_WAKES = 4;

    final int index;
    final Mailbox mailbox;

    // states: STARTING -> READY -> RETIRING; READY, RETIRING -> STARTING when the worker is dead; STARTING <-> DORMANT,
    // as there is work; STARTING, DORMANT -> STOPPED.
    private State state = State.STARTING;
    private Worker worker;
    private boolean hasBuried; // Workers, be it before they were ready.

    private TaskPort port;
    private final Workload work;
    private long maxItems;
    private final Progress progress = new Progress();
    private long readyNanos;

    /** What its worker runs, as last seen; null for nothing. */
    private Running running;
    /** The end of that, if it is being ended; while it is, the worker gets nothing more. */
    private Ending ending;

    Slot(int index, Mailbox mailbox) {
        this.index = index;
        this.mailbox = mailbox;
        this.work = new Workload(mailbox.words());
    }

    State state() {
        return state;
    }

    /** Its worker is ready; whether it takes the place of another one. */
    boolean ready(Worker newWorker, TaskPort newPort, long mostItems) {
        state = State.READY;
        worker = newWorker;
        port = newPort;
        maxItems = mostItems == 0 ? UNLIMITED : mostItems;
        progress.begin();
        readyNanos = System.nanoTime();
        return hasBuried;
    }

    /** It has no worker, and needs none now. */
    void rest() {
        state = State.DORMANT;
    }

    /** It is to have a worker. */
    void start() {
        state = State.STARTING;
    }

    /** Whether its worker is to be replaced, or has been idle too long. */
    boolean isDueToRetire(Lifespan lifespan, long now) {
        if (state != State.READY) {
            return false;
        }
        boolean isIdleTooLong =
                openItems() == 0 && index >= lifespan.minWorkers() && lifespan.isIdleTooLong(progress.pauseNanos(now));
        return isIdleTooLong || lifespan.isTooOld(now - readyNanos);
    }

    Worker worker() {
        return worker;
    }

    void stopped() {
        state = State.STOPPED;
    }

    boolean isStarting() {
        return state == State.STARTING;
    }

    boolean isIdle() {
        return state == State.READY && openItems() == 0 && itemsLeft() > 0 && ending == null;
    }

    int openItems() {
        return work.openItems();
    }

    /** Items that its worker may still be given. */
    private long itemsLeft() {
        return maxItems - work.givenItems();
    }

    /** Items that its worker has been handed and whose end nobody has been told of, without those that nobody wants any more. */
    int expectedItems() {
        int expected = work.expectedItems();
        return ending == null || ending.task.call().withdrawn ? expected : expected - 1;
    }

    /** Whether no answer has come for so long, or what it has been handed will take longer than that. */
    boolean isSlow(long now, long patienceNanos) {
        return progress.pauseNanos(now) >= patienceNanos || work.nanos() > patienceNanos;
    }

    /** Whether its worker shall have more now: it has none, or less than so many nanoseconds of work. */
    boolean wantsMore(Call call, long batchNanos) {
        if (state != State.READY || itemsLeft() == 0 || ending != null) {
            return false;
        }
        return openItems() == 0 || call.nanosPerItem > 0 && openItems() * call.nanosPerItem < batchNanos;
    }

    /**
     * Whether its worker, which is awake, would have run an item of the call sooner than another has woken: it has some work, in all less than so many
     * nanoseconds, and goes on with it.
     */
    boolean isQuickerThanWaking(Call call, long wakeNanos, long now) {
        if (openItems() == 0 || !wantsMore(call, wakeNanos)) {
            return false;
        }
        long nanos = work.nanos();
        return nanos > 0 && nanos < wakeNanos && progress.pauseNanos(now) < STALLED_WAKES * wakeNanos;
    }

    /** How much of a range its worker may run. */
    int most(Range range) {
        return (int) Math.min(range.items(), itemsLeft());
    }

    /**
     * Hands a range over, of which its worker may run all. Not seen by the worker before {@link #publish}.
     *
     * @return whether there was room
     */
    boolean handOver(Range range) {
        work.reserve();
        Handed record = port.write(range, keepFrom());
        if (record == null) {
            return false;
        }
        if (openItems() == 0) {
            progress.begin();
        }
        work.add(record);
        return true;
    }

    void publish() {
        port.publish();
    }

    /**
     * Neighbouring items of a call have been answered.
     *
     * @return how many of them were next in order; less than all only from a worker that is none of ours
     */
    int answered(long callId, long firstIndex, int count) {
        return work.answered(callId, firstIndex, count);
    }

    /** What its worker runs now, and since when it has been seen to; null for nothing. */
    Running running(long now) {
        Handed first = work.first();
        if (first == null || !work.isRunning(first)) {
            running = null;
        } else if (running == null || !running.is(first, first.answered)) {
            running = new Running(first, first.answered, now);
        }
        return running;
    }

    /** Whether its worker runs nothing, and yet does not begin what it was handed: its process is stopped. */
    boolean standsStill(long now, long graceNanos) {
        Handed first = work.first();
        return state == State.READY
                && first != null
                && running(now) == null
                && progress.isStandstill(first.range.call.options.taskTimeoutNanos(), graceNanos, now);
    }

    /** How what it runs is being ended; null if it is not. */
    Ending ending() {
        return ending;
    }

    void end(Ending ended) {
        ending = ended;
    }

    /** An item was answered; whether it is the one that was being ended, of which nobody is told again. */
    boolean endedAtLast(long callId, long itemIndex) {
        if (!isEnding(callId, itemIndex)) {
            return false;
        }
        ending = null;
        return true;
    }

    private boolean isEnding(long callId, long itemIndex) {
        return ending != null && ending.isOf(callId, itemIndex);
    }

    /** Takes back what has waited too long, though its worker was handed it. */
    void takeBackOverdue(long now, Overdue overdue) {
        work.dropOverdue(now, overdue);
    }

    /** Answers came: so many in the time since the last. Returns the time for each. */
    long progressed(int answers) {
        return progress.answered(answers);
    }

    void forget(Call call) {
        if (state == State.READY) {
            port.forget(call, keepFrom());
        }
    }

    /** Whether its worker has run all that it may. */
    boolean isUsedUp() {
        return state == State.READY && itemsLeft() == 0 && openItems() == 0;
    }

    /** Tells its worker to exit when it has run what it was handed. */
    void retire() {
        state = State.RETIRING;
        port.writeShutdown();
        port.publish();
    }

    /** Items that its worker has been handed and has not started. */
    int unstarted() {
        return work.unstarted();
    }

    /**
     * Moves up to so many items that were not started back to the front of the queue, the last ones first. Each of them is with the worker or in the queue, also
     * where this runs out of memory.
     */
    void takeBack(int most, RangeQueue queue) {
        work.takeBack(most, queue);
    }

    /** Takes back what was not started of a call that is over. */
    void withdraw(Call call) {
        work.drop(call);
        forget(call);
    }

    /**
     * Its worker is dead, and all that it answered has been counted: empties the slot for the next worker.
     *
     * @param lost gets the item that died with the worker, if one did, as a range of one item; more only if its memory was broken
     * @return what was not started, in the order of the input
     */
    List<Range> bury(List<Range> lost) {
        List<Range> unstarted = work.bury(lost);
        lost.removeIf(item -> isEnding(item.call.id, item.firstIndex()));
        running = null;
        ending = null;
        worker = null;
        port = null;
        state = State.STARTING;
        hasBuried = true;
        return unstarted;
    }

    /** The records of all that is not answered stay: their claims are still looked at. */
    private long keepFrom() {
        Handed first = work.first();
        return first == null ? Long.MAX_VALUE : first.position;
    }
}
