package io.processpool;

import java.time.Duration;

/**
 * A semaphore whose permits threads of any process acquire and release; who releases need not be who acquired.
 *
 * <p>What a task's code needs to know of it: whether it lives in shared memory or in a manager's process, the code
 * stays the same. Releasing happens-before the acquisition that it makes possible. Thread-safe.
 *
 * <p>Several permits are taken in one step, or none of them: whoever waits for some holds none of those meanwhile, so two
 * that want all do not wait for each other, as they might if they took one after the other.
 */
public interface InterProcessSemaphore {
    /**
     * Takes a permit, waiting until there is one.
     *
     * @throws InterruptedException if this thread was interrupted before or while it waited; no permit was taken
     */
    void acquire() throws InterruptedException;

    /**
     * Takes several permits at once, waiting until there are so many.
     *
     * @param permits how many, 1 or more
     * @throws IllegalArgumentException if the number is less than 1, or more than there may ever be
     * @throws InterruptedException if this thread was interrupted before or while it waited; no permit was taken
     */
    void acquire(int permits) throws InterruptedException;

    /** Takes a permit, waiting until there is one. An interrupt does not end the wait; the flag is kept. */
    void acquireUninterruptibly();

    /**
     * Takes several permits at once, waiting until there are so many. An interrupt does not end the wait; the flag is kept.
     *
     * @param permits how many, 1 or more
     * @throws IllegalArgumentException if the number is less than 1, or more than there may ever be
     */
    void acquireUninterruptibly(int permits);

    /**
     * Takes a permit if there is one.
     *
     * @return whether it took one
     */
    boolean tryAcquire();

    /**
     * Takes several permits at once if there are so many.
     *
     * @param permits how many, 1 or more
     * @return whether it took them; if not, it took none
     * @throws IllegalArgumentException if the number is less than 1, or more than there may ever be
     */
    boolean tryAcquire(int permits);

    /**
     * Takes a permit, waiting for a limited time.
     *
     * @param timeout how long to wait at most; zero or less is one try
     * @return whether it took one in that time
     * @throws InterruptedException if this thread was interrupted before or while it waited; no permit was taken
     * @throws NullPointerException if the time-out is null
     */
    boolean tryAcquire(Duration timeout) throws InterruptedException;

    /**
     * Takes several permits at once, waiting for a limited time.
     *
     * @param permits how many, 1 or more
     * @param timeout how long to wait at most; zero or less is one try
     * @return whether it took them in that time; if not, it took none
     * @throws IllegalArgumentException if the number is less than 1, or more than there may ever be
     * @throws InterruptedException if this thread was interrupted before or while it waited; no permit was taken
     * @throws NullPointerException if the time-out is null
     */
    boolean tryAcquire(int permits, Duration timeout) throws InterruptedException;

    /**
     * Gives a permit back, or adds one.
     *
     * @throws IllegalStateException if there would be more permits than there may be; nothing was released
     */
    void release();

    /**
     * Gives permits back, or adds them.
     *
     * @param permits how many, 1 or more
     * @throws IllegalArgumentException if the number is less than 1
     * @throws IllegalStateException if there would be more permits than there may be; nothing was released
     */
    void release(int permits);

    /**
     * Tells how many permits can be acquired now: Python's {@code get_value()}. By the time of the answer that may have
     * changed.
     *
     * @return the number, 0 or more
     */
    int availablePermits();
}
