package io.processpool;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/**
 * A condition of an {@link InterProcessLock}: threads of any process wait for a signal from a thread of any process.
 *
 * <p>What a task's code needs to know of it: whether it lives in shared memory or in a manager's process, the code
 * stays the same. Each method needs the lock, and throws {@link IllegalMonitorStateException} in a thread that does not
 * hold it, but for {@link #getLock()} and {@link #waiters()}. As with every condition, look again after each wait at
 * what you waited for.
 */
public interface InterProcessCondition extends Condition {
    /**
     * Returns the lock that belongs to this.
     *
     * @return the lock
     */
    InterProcessLock getLock();

    /**
     * Releases the lock, waits for a signal for a limited time, and takes the lock again.
     *
     * @param timeout how long to wait at most, without the time that the lock takes; zero or less is no wait
     * @return whether there was a signal in that time
     * @throws InterruptedException if this thread was interrupted before or while it waited
     * @throws NullPointerException if the time-out is null
     */
    boolean await(Duration timeout) throws InterruptedException;

    /**
     * Waits until something is true, looking at it now and after each signal: Python's {@code wait_for}.
     *
     * @param predicate what to look at, under the lock, in this process
     * @param timeout how long to wait at most, over all; zero or less is one look
     * @return what the predicate said last
     * @throws InterruptedException if this thread was interrupted before or while it waited
     * @throws NullPointerException if an argument is null
     */
    boolean awaitFor(BooleanSupplier predicate, Duration timeout) throws InterruptedException;

    /**
     * Estimates how many threads of all processes wait and have not been signalled.
     *
     * @return the number, 0 or more
     */
    int waiters();
}
