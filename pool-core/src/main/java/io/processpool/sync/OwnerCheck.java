package io.processpool.sync;

/** What a waiter finds out about an owner. Thread-safe. */
@FunctionalInterface
interface OwnerCheck {

    /** Believes that every owner lives. */
    OwnerCheck NEVER = value -> false;

    /**
     * Tells whether the owner is known to be dead. Called between two waits; it need not look each time.
     *
     * @param value a lock's word that names another process as the owner
     * @return true only if that process is dead
     */
    boolean isDead(long value);
}
