package io.processpool.internal.rpc;

/** A semaphore in a manager's server. */
public interface SemaphoreService {
    /** Takes a permit, unless the call is cancelled before. */
    void acquire() throws InterruptedException;

    /** Takes a permit, however long that takes. */
    void acquireUninterruptibly();

    /** Takes a permit if there is one. */
    boolean tryAcquire();

    /** Takes a permit if that is possible in time. */
    boolean tryAcquire(long timeoutNanos) throws InterruptedException;

    /** Gives permits back. */
    void release(int permits);

    /** How many there are now. */
    int availablePermits();
}
