package io.processpool.worker.manager;

import java.util.concurrent.locks.LockSupport;

/**
 * A call that waits until another call wakes it. The object it waits for keeps it in a queue, under its own monitor;
 * who gives up asks there, under the monitor, whether it was woken meanwhile.
 */
final class Waiter {
    /** How a wait may end, as far as the waiter itself can tell. */
    enum End {
        WOKEN,
        TIMED_OUT,
        CANCELLED,
        GONE
    }

    private final Caller caller;
    private final Thread thread = Thread.currentThread();

    // Written once, under the monitor of what it waits for.
    private volatile boolean isWoken;

    /** A waiter in the current thread. */
    Waiter(Caller caller) {
        this.caller = caller;
    }

    Caller caller() {
        return caller;
    }

    boolean isWoken() {
        return isWoken;
    }

    void wake() {
        isWoken = true;
        LockSupport.unpark(thread);
    }

    /** Waits; {@code CANCELLED} only if that is asked for. */
    End await(long timeoutNanos, boolean interruptible) {
        long begin = System.nanoTime();
        while (!isWoken) {
            if (Thread.interrupted()) {
                if (caller.isGone()) {
                    return End.GONE;
                }
                if (interruptible) {
                    return End.CANCELLED;
                }
            }
            long leftNanos = timeoutNanos - (System.nanoTime() - begin);
            if (leftNanos <= 0) {
                return End.TIMED_OUT;
            }
            LockSupport.parkNanos(this, leftNanos);
        }
        return End.WOKEN;
    }
}
