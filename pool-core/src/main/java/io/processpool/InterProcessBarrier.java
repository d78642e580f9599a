package io.processpool;

import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;

/**
 * A barrier at which threads of any process wait for each other, again and again.
 *
 * <p>What a task's code needs to know of it: whether it lives in shared memory or in a manager's process, the code
 * stays the same. It breaks when one who has arrived is interrupted, waits too long, or dies with its process.
 * Thread-safe.
 */
public interface InterProcessBarrier {
    /**
     * Arrives, and waits until all have arrived, or until the barrier's own time-out, if it has one, is over.
     *
     * @return how many were still to come: 0 for exactly one thread, the last to arrive
     * @throws BrokenBarrierException if the barrier is broken, or breaks, or is reset; its cause is a {@link
     *     TimeoutException} if it is the wait of this thread that was too long
     * @throws InterruptedException if this thread was interrupted before or while it waited; the barrier is broken
     */
    int await() throws InterruptedException, BrokenBarrierException;

    /**
     * Arrives, and waits until all have arrived, for a limited time.
     *
     * @param timeout how long to wait at most; zero or less is no wait
     * @return how many were still to come: 0 for exactly one thread, the last to arrive
     * @throws TimeoutException if the time was over first; the barrier is broken
     * @throws BrokenBarrierException if the barrier is broken, or breaks, or is reset
     * @throws InterruptedException if this thread was interrupted before or while it waited; the barrier is broken
     * @throws NullPointerException if the time-out is null
     */
    int await(Duration timeout) throws InterruptedException, BrokenBarrierException, TimeoutException;

    /** Breaks the barrier for all who wait, and all who come until {@link #reset()}. */
    void abort();

    /** Makes the barrier as new; who waits gets {@link BrokenBarrierException}. */
    void reset();

    /**
     * Tells whether the barrier is broken.
     *
     * @return whether it is
     */
    boolean isBroken();

    /**
     * Tells how many it waits for.
     *
     * @return the number
     */
    int getParties();

    /**
     * Tells how many wait now.
     *
     * @return the number, 0 or more
     */
    int getNumberWaiting();
}
