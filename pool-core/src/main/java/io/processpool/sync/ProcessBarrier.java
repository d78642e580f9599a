package io.processpool.sync;

import io.processpool.InterProcessBarrier;
import io.processpool.RemoteRunnable;
import io.processpool.RuntimeError;
import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotHandle;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * A place where a fixed number of threads of several processes wait for each other, again and again: Python's {@code
 * multiprocessing.Barrier}. Any number of handles, in any JVM, may name the same barrier; they are equal.
 *
 * <p>A barrier reaches another process only at that one's start, and brings its action: as an argument of a pool's
 * initializer, or as an inherited static field. Given to a task it is refused with a {@link RuntimeError}.
 *
 * <pre>{@code
 * ProcessBarrier barrier = ProcessBarrier.create(4);
 * // in each of four workers:
 * loadMyPart();
 * barrier.await();
 * useAllParts();
 * }</pre>
 *
 * <p>A barrier that one of those who wait cannot pass is broken: by {@link #abort()}, a time-out, an interrupt, or a
 * failure of the action. All who wait then get a {@link BrokenBarrierException}, and so do all who come, until {@link
 * #reset()}. Python throws that to the one whose time is over as well; here {@link #await(Duration)} throws {@link
 * TimeoutException} to it, as {@link java.util.concurrent.CyclicBarrier} does. Python's {@code Barrier(0)} is refused.
 *
 * <p>Deaths: if a process dies of which a thread has arrived, the barrier breaks, a few milliseconds after the death
 * where the dead was a worker of this program's pool, else within a quarter of a second. The last one to arrive looks
 * whether all others live, which costs 15 µs for each of another process.
 *
 * <p>Memory: what a thread does before it arrives happens-before the action, and that before any of them passes.
 * Thread-safe.
 */
public final class ProcessBarrier extends Primitive implements InterProcessBarrier {

    private static final long serialVersionUID = 1;

    /** The most parties that a barrier can have. */
    public static final int MAX_PARTIES = 1 << 16;

    /*
     * The area:  48 | phase |  56 | parties |  64 | time-out in ns |  72 | zero | ... | 128 | rows, see BarrierRounds
     *
     *   phase              written under the guard
     *   parties, time-out  written once by the creator
     */
    private static final int PHASE_OFFSET = FIELDS_OFFSET;
    private static final int PARTIES_OFFSET = FIELDS_OFFSET + 8;
    private static final int TIMEOUT_OFFSET = FIELDS_OFFSET + 16;
    private static final int ROWS_OFFSET = MORE_OFFSET;

    // For those that have not left earlier rounds yet.
    private static final int SPARE_ROWS = 64;

    private final transient RemoteRunnable action; // null for none
    private final transient Guard guard;
    private final transient BarrierRounds rounds;

    /** Makes a handle of the barrier in an area that {@link #create} has filled. */
    private ProcessBarrier(Slot slot, RemoteRunnable action) {
        super(slot, "Barrier");
        this.action = action;
        int capacity = capacity(getParties());
        Rows rows = new Rows(slot.words(), slot.offset() + ROWS_OFFSET, capacity, ProcessIdentity.current());
        this.rounds = new BarrierRounds(this, PHASE_OFFSET, rows);
        this.guard = Guard.of(slot, LockKind.BARRIER_GUARD, bell::ring);
    }

    private static int capacity(int parties) {
        return 2 * parties + SPARE_ROWS;
    }

    private static ProcessBarrier create(int parties, RemoteRunnable action, long timeoutNanos) {
        if (parties < 1 || parties > MAX_PARTIES) {
            throw new IllegalArgumentException("parties of a barrier: " + parties + ", must be 1 to " + MAX_PARTIES);
        }
        Slot slot = Areas.allocate(ROWS_OFFSET + Rows.lengthBytes(capacity(parties)));
        slot.words().setLongVolatile(slot.offset() + PARTIES_OFFSET, parties);
        slot.words().setLongVolatile(slot.offset() + TIMEOUT_OFFSET, timeoutNanos);
        return new ProcessBarrier(slot, action);
    }

    /**
     * Creates a new barrier of which nobody else knows yet.
     *
     * @param parties how many threads must arrive, 1 to {@link #MAX_PARTIES}
     * @return the barrier
     * @throws IllegalArgumentException if the number is out of range
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static ProcessBarrier create(int parties) {
        return create(parties, null, Bell.FOREVER_NANOS);
    }

    /**
     * Creates a new barrier whose waits are limited.
     *
     * @param parties how many threads must arrive, 1 to {@link #MAX_PARTIES}
     * @param timeout how long {@link #await()} waits at most
     * @return the barrier
     * @throws IllegalArgumentException if the number is out of range
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     * @throws NullPointerException if the time-out is null
     */
    public static ProcessBarrier create(int parties, Duration timeout) {
        return create(parties, null, nanos(timeout));
    }

    /**
     * Creates a new barrier with an action.
     *
     * @param parties how many threads must arrive, 1 to {@link #MAX_PARTIES}
     * @param action what the last one to arrive runs, in its process, before any of them passes
     * @return the barrier
     * @throws IllegalArgumentException if the number is out of range
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     * @throws NullPointerException if the action is null
     */
    public static ProcessBarrier create(int parties, RemoteRunnable action) {
        return create(parties, Objects.requireNonNull(action, "action"), Bell.FOREVER_NANOS);
    }

    /**
     * Creates a new barrier with an action, whose waits are limited.
     *
     * @param parties how many threads must arrive, 1 to {@link #MAX_PARTIES}
     * @param action what the last one to arrive runs, in its process, before any of them passes
     * @param timeout how long {@link #await()} waits at most
     * @return the barrier
     * @throws IllegalArgumentException if the number is out of range
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     * @throws NullPointerException if the action or the time-out is null
     */
    public static ProcessBarrier create(int parties, RemoteRunnable action, Duration timeout) {
        return create(parties, Objects.requireNonNull(action, "action"), nanos(timeout));
    }

    /**
     * Arrives, and waits until all have arrived, or until the barrier's own time-out, if it has one, is over.
     *
     * @return how many were still to come: 0 for exactly one thread, the last to arrive
     * @throws BrokenBarrierException if the barrier is broken, or breaks, or is reset; its cause is a {@link
     *     TimeoutException} if it is the wait of this thread that was too long
     * @throws InterruptedException if this thread was interrupted before or while it waited; the barrier is broken
     * @throws CompletionException if this thread ran the action, and that threw the checked exception that is the
     *     cause. An unchecked one is thrown as it is
     */
    @Override
    public int await() throws InterruptedException, BrokenBarrierException {
        try {
            return await(get(TIMEOUT_OFFSET));
        } catch (TimeoutException late) {
            BrokenBarrierException broken = new BrokenBarrierException(late.getMessage());
            broken.initCause(late);
            throw broken;
        }
    }

    /**
     * Arrives, and waits until all have arrived, for a limited time, measured by a clock that nobody can set.
     *
     * @param timeout how long to wait at most; zero or less is no wait
     * @return how many were still to come: 0 for exactly one thread, the last to arrive
     * @throws TimeoutException if the time was over first; the barrier is broken
     * @throws BrokenBarrierException if the barrier is broken, or breaks, or is reset
     * @throws InterruptedException if this thread was interrupted before or while it waited; the barrier is broken
     * @throws CompletionException if this thread ran the action, and that threw the checked exception that is the
     *     cause. An unchecked one is thrown as it is
     * @throws NullPointerException if the time-out is null
     */
    @Override
    public int await(Duration timeout) throws InterruptedException, BrokenBarrierException, TimeoutException {
        return await(nanos(timeout));
    }

    /**
     * Breaks the barrier: all who wait, and all who come until {@link #reset()}, get {@link BrokenBarrierException}.
     */
    @Override
    public void abort() {
        change(rounds::breakRound);
    }

    /** Makes the barrier as new; who waits gets {@link BrokenBarrierException}. */
    @Override
    public void reset() {
        change(rounds::reset);
    }

    /**
     * Tells whether the barrier is broken. By the time of the answer that may have changed.
     *
     * @return whether it is
     */
    @Override
    public boolean isBroken() {
        return rounds.isBroken();
    }

    /**
     * Tells how many threads must arrive.
     *
     * @return the number, 1 or more
     */
    @Override
    public int getParties() {
        return (int) get(PARTIES_OFFSET);
    }

    /**
     * Tells how many threads wait. By the time of the answer that may have changed.
     *
     * @return the number, less than that of the parties; 0 if the barrier is broken
     */
    @Override
    public int getNumberWaiting() {
        return rounds.isFilling() ? rounds.arrived() : 0;
    }

    private int await(long timeoutNanos) throws InterruptedException, BrokenBarrierException, TimeoutException {
        return new BarrierArrival(rounds, guard, bell, getParties()).await(action, timeoutNanos);
    }

    private void change(Runnable change) {
        guard.lock();
        try {
            change.run();
        } finally {
            guard.unlock();
        }
        bell.ring();
    }

    @Override
    Object handle() {
        return new Handle(slot.handle(), action);
    }

    /**
     * Describes the state.
     *
     * @return for example {@code ProcessBarrier[waiting=2 of 3]} or {@code ProcessBarrier[broken, parties=3]}
     */
    @Override
    public String toString() {
        return isBroken()
                ? "ProcessBarrier[broken, parties=" + getParties() + "]"
                : "ProcessBarrier[waiting=" + getNumberWaiting() + " of " + getParties() + "]";
    }

    /** A barrier on its way to a child process. */
    private static final class Handle implements Serializable {
        private static final long serialVersionUID = 1L;

        private final SlotHandle slot;
        private final RemoteRunnable action;

        Handle(SlotHandle slot, RemoteRunnable action) {
            this.slot = slot;
            this.action = action;
        }

        private Object readResolve() {
            return new ProcessBarrier(slot.open(), action);
        }
    }
}
