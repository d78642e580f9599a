package io.processpool.sync;

/**
 * How the one waiter of this JVM passes the time until another process may have released the lock, and what a release
 * does for waiters elsewhere.
 *
 * <p>Every wait is bounded, and its caller looks again afterwards: a wake-up only ever shortens a wait, so processes
 * with different ways of waiting get along. Thread-safe.
 */
interface Waiting {

    /**
     * Waits a short time, or less. Ends early at {@link java.util.concurrent.locks.LockSupport#unpark} and at an
     * interrupt, whose flag it keeps; may end early for no reason.
     *
     * @param word the lock
     * @param seen the value whose change is waited for: not {@link LockWord#FREE}, and marked with {@link
     *     LockWord#WAITERS} where another process is the owner
     * @param round how often this waiter has waited before, from 0
     * @param atMostNanos the longest wait, more than 0
     */
    void await(LockWord word, long seen, int round, long atMostNanos);

    /**
     * Wakes one waiter of another process, after a release that found the {@link LockWord#WAITERS} mark. It may hold
     * the releasing thread back for a short time, so that the waiter finds the lock free.
     *
     * @param word the lock, which anybody may have by now
     */
    void wake(LockWord word);
}
