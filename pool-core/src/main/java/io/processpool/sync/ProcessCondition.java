package io.processpool.sync;

import io.processpool.InterProcessCondition;
import io.processpool.InterProcessLock;
import io.processpool.RuntimeError;
import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotHandle;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.Serializable;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/**
 * Lets threads of several processes wait, with a lock released meanwhile, until another says that something has
 * changed: Python's {@code multiprocessing.Condition}, as a {@link Condition}. Any number of handles, in any JVM, may
 * name the same condition; they are equal. Several conditions may belong to one lock.
 *
 * <p>A condition reaches another process only at that one's start, and brings its lock: as an argument of a pool's
 * initializer, or as an inherited static field. Given to a task it is refused with a {@link RuntimeError}.
 *
 * <pre>{@code
 * ProcessCondition changed = ProcessCondition.create();
 * changed.getLock().run(() -> changed.awaitFor(() -> count.get() > 10, Duration.ofSeconds(5)));
 * // elsewhere:
 * changed.getLock().run(() -> { count.set(11); changed.signalAll(); });
 * }</pre>
 *
 * <p>Every wait releases all holds that the thread has of a reentrant lock, and takes as many again before it returns
 * or throws. Python's {@code notify(n)} is n times {@link #signal()}; its {@code AssertionError} without the lock is an
 * {@link IllegalMonitorStateException}. A wait may end for no reason, as any {@link Condition}'s: look again what you
 * wait for.
 *
 * <p>Deaths: a signal whose waiter dies before it has the lock again goes on to the next one that was waiting when it
 * was given. If the lock has become {@linkplain OwnerDiedException suspect} meanwhile, a wait throws {@link
 * OwnerDiedException}, and its thread does not hold the lock.
 *
 * <p>Thread-safe. At most 512 threads of all processes wait for one condition. It takes 16 KiB of shared memory.
 */
public final class ProcessCondition extends Primitive implements InterProcessCondition {

    private static final long serialVersionUID = 1;

    /*
     * The area:  48 | next ticket |  56 | zero | ... | 128 | rows, see ConditionQueue
     *
     *   next ticket  written under the guard
     */
    private static final int TICKET_OFFSET = FIELDS_OFFSET;
    private static final int ROWS_OFFSET = MORE_OFFSET;

    private final transient RobustLock lock;
    private final transient Guard guard;
    private final transient ConditionQueue queue;
    private final transient ConditionWait wait;

    /** Makes a handle of the condition in an area, be it new or another process's. */
    ProcessCondition(RobustLock lock, Slot slot) {
        super(slot, "Condition");
        this.lock = lock;
        Rows rows = new Rows(
                slot.words(), slot.offset() + ROWS_OFFSET, ConditionQueue.MAX_WAITERS, ProcessIdentity.current());
        this.queue = new ConditionQueue(slot.segment(), rows);
        this.guard = Guard.of(slot, LockKind.CONDITION_GUARD, queue::ringAll);
        this.wait = new ConditionWait(lock, guard, queue, this, TICKET_OFFSET);
    }

    /** Creates a new condition of a lock. */
    static ProcessCondition of(RobustLock lock) {
        int lengthBytes = ROWS_OFFSET + Rows.lengthBytes(ConditionQueue.MAX_WAITERS);
        return new ProcessCondition(lock, Areas.allocate(lengthBytes));
    }

    /**
     * Creates a new condition with a new {@link ProcessReentrantLock}.
     *
     * @return the condition
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static ProcessCondition create() {
        return of(ProcessReentrantLock.create());
    }

    /**
     * Creates a new condition of a lock.
     *
     * @param lock what a thread must hold to wait or signal
     * @return the condition
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     * @throws NullPointerException if the lock is null
     */
    public static ProcessCondition create(ProcessLock lock) {
        Objects.requireNonNull(lock, "lock");
        return of(lock);
    }

    /**
     * Creates a new condition of a lock.
     *
     * @param lock what a thread must hold to wait or signal
     * @return the condition
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     * @throws NullPointerException if the lock is null
     */
    public static ProcessCondition create(ProcessReentrantLock lock) {
        Objects.requireNonNull(lock, "lock");
        return of(lock);
    }

    /**
     * Returns the lock that belongs to this.
     *
     * @return the lock
     */
    @Override
    public InterProcessLock getLock() {
        return lock;
    }

    // Waiting

    /**
     * Releases the lock, waits for a signal, and takes the lock again.
     *
     * @throws InterruptedException if this thread was interrupted before or while it waited; that ends the wait within
     *     100 ms, but for the time that the lock takes
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     * @throws IllegalStateException if 512 threads wait already
     * @throws OwnerDiedException if the lock has become suspect; this thread does not hold it
     */
    @Override
    public void await() throws InterruptedException {
        awaitSignal(Bell.FOREVER_NANOS);
    }

    /**
     * Releases the lock, waits for a signal for a limited time, and takes the lock again.
     *
     * @param timeout how long to wait at most, without the time that the lock takes; zero or less is no wait
     * @return whether there was a signal in that time
     * @throws InterruptedException as {@link #await()} does
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     * @throws IllegalStateException if 512 threads wait already
     * @throws OwnerDiedException if the lock has become suspect; this thread does not hold it
     * @throws NullPointerException if the time-out is null
     */
    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return awaitSignal(nanos(timeout));
    }

    /**
     * Releases the lock, waits for a signal for a limited time, and takes the lock again.
     *
     * @param time how long to wait at most
     * @param unit the unit of the time
     * @return whether there was a signal in that time
     * @throws InterruptedException as {@link #await()} does
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     */
    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return awaitSignal(unit.toNanos(time));
    }

    /**
     * Releases the lock, waits for a signal for a limited time, and takes the lock again.
     *
     * @param timeoutNanos how long to wait at most, in nanoseconds
     * @return about how much of the time was left; 0 or less if it was over
     * @throws InterruptedException as {@link #await()} does
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     */
    @Override
    public long awaitNanos(long timeoutNanos) throws InterruptedException {
        long startNanos = System.nanoTime();
        boolean signalled = awaitSignal(timeoutNanos);
        long leftNanos = timeoutNanos - (System.nanoTime() - startNanos);
        return signalled ? leftNanos : Math.min(leftNanos, 0);
    }

    /**
     * Releases the lock, waits for a signal, and takes the lock again. The date is read once; how long that is from now
     * is then measured by a clock that nobody can set.
     *
     * @param deadline when to stop
     * @return whether there was a signal until then
     * @throws InterruptedException as {@link #await()} does
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     */
    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        return awaitSignal(TimeUnit.MILLISECONDS.toNanos(deadline.getTime() - System.currentTimeMillis()));
    }

    /**
     * Releases the lock, waits for a signal, and takes the lock again. An interrupt does not end the wait; the flag is
     * kept.
     *
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     * @throws IllegalStateException if 512 threads wait already
     * @throws OwnerDiedException if the lock has become suspect; this thread does not hold it
     */
    @Override
    public void awaitUninterruptibly() {
        requireLock("awaitUninterruptibly");
        wait.awaitUninterruptibly();
    }

    /**
     * Waits until something is true, looking at it now and after each signal: Python's {@code wait_for}.
     *
     * @param predicate what to look at, under the lock
     * @param timeout how long to wait at most, over all; zero or less is one look
     * @return what the predicate said last
     * @throws InterruptedException as {@link #await()} does
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     * @throws NullPointerException if an argument is null
     */
    @Override
    public boolean awaitFor(BooleanSupplier predicate, Duration timeout) throws InterruptedException {
        requireLock("awaitFor");
        long timeoutNanos = nanos(timeout);
        long startNanos = System.nanoTime();
        while (!predicate.getAsBoolean()) {
            long leftNanos = timeoutNanos - (System.nanoTime() - startNanos);
            if (leftNanos <= 0) {
                return false;
            }
            awaitSignal(leftNanos);
        }
        return true;
    }

    // Signalling

    /**
     * Wakes one waiter, the one that has waited longest. Does nothing if nobody waits.
     *
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     */
    @Override
    public void signal() {
        requireLock("signal");
        guard.lock();
        try {
            queue.signalOne(get(TICKET_OFFSET));
        } finally {
            guard.unlock();
        }
    }

    /**
     * Wakes all who wait now.
     *
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     */
    @Override
    public void signalAll() {
        requireLock("signalAll");
        guard.lock();
        try {
            queue.signalAll(get(TICKET_OFFSET));
        } finally {
            guard.unlock();
        }
    }

    /**
     * Estimates how many threads of all processes wait and have not been signalled.
     *
     * @return the number, 0 or more
     */
    @Override
    public int waiters() {
        return queue.length();
    }

    private boolean awaitSignal(long timeoutNanos) throws InterruptedException {
        requireLock("await");
        return wait.await(timeoutNanos);
    }

    private void requireLock(String what) {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalMonitorStateException(what + " of a ProcessCondition without its lock: " + lock);
        }
    }

    @Override
    Object handle() {
        return new Handle(lock, slot.handle());
    }

    /**
     * Describes the state.
     *
     * @return for example {@code ProcessCondition[waiters=0, lock=ProcessLock[unlocked]]}
     */
    @Override
    public String toString() {
        return "ProcessCondition[waiters=" + waiters() + ", lock=" + lock + "]";
    }

    /** A condition on its way to a child process. The lock in it travels as its own handle. */
    private static final class Handle implements Serializable {
        private static final long serialVersionUID = 1L;

        private final RobustLock lock;
        private final SlotHandle slot;

        Handle(RobustLock lock, SlotHandle slot) {
            this.lock = lock;
            this.slot = slot;
        }

        RobustLock lock() {
            return lock;
        }

        private Object readResolve() {
            return new ProcessCondition(lock, slot.open());
        }
    }
}
