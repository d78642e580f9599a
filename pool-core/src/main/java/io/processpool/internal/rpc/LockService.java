package io.processpool.internal.rpc;

/** A lock in a manager's server; its owner is a thread of a client. */
public interface LockService {
    /** Takes it, however long that takes. */
    void lock();

    /** Takes it, unless the call is cancelled before. */
    void lockInterruptibly() throws InterruptedException;

    /** Takes it if nobody has it. */
    boolean tryLock();

    /** Takes it if that is possible in time. */
    boolean tryLock(long timeoutNanos) throws InterruptedException;

    /** Gives it back, or one of the times that it was taken. */
    void unlock();

    /** Whether somebody has it. */
    boolean isLocked();

    /** Who has it, as {@code owner=worker-3 pid=4711}, or {@code unlocked}. */
    String describe();
}
