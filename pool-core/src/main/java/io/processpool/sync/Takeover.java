package io.processpool.sync;

/**
 * What a waiter does about an owner that may be dead. Called by one waiter of each process, between two of its waits.
 * Thread-safe.
 */
@FunctionalInterface
interface Takeover {

    /** Believes that every owner lives. */
    Takeover NEVER = (word, seen) -> false;

    /**
     * Takes the lock from a dead owner, by a CAS from exactly the value that names the dead.
     *
     * @param word the lock
     * @param seen the value that the waiter found, not {@link LockWord#FREE}
     * @return true if this process now holds the lock
     */
    boolean tryTakeOver(LockWord word, long seen);
}
