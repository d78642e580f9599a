package io.processpool.sync;

/**
 * How the one waiter of this JVM passes the time until another process may have released the lock, and what a release
 * does for waiters elsewhere.
 *
 * <p>Every wait is bounded, and its caller looks again afterwards: a wake-up only ever shortens a wait, so processes
 * with different ways of waiting get along, and a woken waiter may die before it takes the lock. Thread-safe.
 */
interface Waiting {

    /**
     * Waits a short time, or less. An interrupt ends it at once, or does not shorten it; the flag is kept. May end
     * early for no reason. Where this process is the owner, {@link java.util.concurrent.locks.LockSupport#unpark} ends
     * it.
     *
     * @param word the lock
     * @param seen the value whose change is waited for: it has an owner, and is marked with {@link LockWord#WAITERS}
     *     where that is another process
     * @param waitedNanos for how long this waiter has waited for this owner
     * @param atMostNanos the longest wait, more than 0
     * @return whether another process woke it, as far as that is known
     */
    boolean await(LockWord word, long seen, long waitedNanos, long atMostNanos);

    /**
     * Wakes one waiter of another process, after a release that found the {@link LockWord#WAITERS} mark. It may hold
     * the releasing thread back for a short time, so that the waiter finds the lock free.
     *
     * @param word the lock, which anybody may have by now
     */
    void wake(LockWord word);

    /**
     * Wakes all waiters of other processes, after a death.
     *
     * @param word the lock
     */
    void wakeAll(LockWord word);
}
