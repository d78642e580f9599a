package io.processpool;

import java.time.Duration;

/**
 * A flag that threads of any process set, clear and wait for.
 *
 * <p>What a task's code needs to know of it: whether it lives in shared memory or in a manager's process, the code
 * stays the same. Setting happens-before the return of a wait that it ends. Thread-safe.
 */
public interface InterProcessEvent {
    /**
     * Tells whether it is set.
     *
     * @return whether it is
     */
    boolean isSet();

    /** Sets it and wakes all who wait. */
    void set();

    /** Takes it back. */
    void clear();

    /**
     * Waits until it is set.
     *
     * @throws InterruptedException if this thread was interrupted before or while it waited
     */
    void await() throws InterruptedException;

    /**
     * Waits until it is set, for a limited time.
     *
     * @param timeout how long to wait at most; zero or less is one look
     * @return whether it was set in that time
     * @throws InterruptedException if this thread was interrupted before or while it waited
     * @throws NullPointerException if the time-out is null
     */
    boolean await(Duration timeout) throws InterruptedException;
}
