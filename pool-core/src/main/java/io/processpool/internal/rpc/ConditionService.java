package io.processpool.internal.rpc;

/** A condition in a manager's server; its lock is there too. */
public interface ConditionService {
    /** Gives the lock back, waits for a signal, takes the lock again; whether there was a signal in time. */
    boolean await(long timeoutNanos) throws InterruptedException;

    /** Waits for a signal, however long that takes. */
    void awaitUninterruptibly();

    /** Wakes the one that has waited longest. */
    void signal();

    /** Wakes all. */
    void signalAll();

    /** How many wait. */
    int waiters();
}
