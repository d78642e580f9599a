package io.processpool.sync;

/** What happens to a lock when a process dies while it holds it. Fixed when the lock is created, for all processes. */
public enum OwnerDeathPolicy {

    /**
     * The next process that locks gets the lock, and {@code recoveries()} grows. For data that each owner checks or
     * overwrites anyway, and for things that do not break, as a log file or a licence seat.
     */
    CONTINUE,

    /**
     * Nobody gets the lock: locking throws {@link OwnerDiedException}, in every process, until somebody has run {@code
     * recover(...)} with success. For data that a half-done change has broken.
     */
    THROW
}
