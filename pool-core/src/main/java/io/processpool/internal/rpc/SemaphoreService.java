package io.processpool.internal.rpc;

/** A semaphore in a manager's server. */
public interface SemaphoreService {
    /** Takes permits, unless the call is cancelled before. */
    void acquire(int permits) throws InterruptedException;

    /** Takes permits, however long that takes. */
    void acquireUninterruptibly(int permits);

    /** Takes permits if there are so many. */
    boolean tryAcquire(int permits);

    /** Takes permits if that is possible in time. */
    boolean tryAcquire(int permits, long timeoutNanos) throws InterruptedException;

    /** Gives permits back. */
    void release(int permits);

    /** How many there are now. */
    int availablePermits();
}
