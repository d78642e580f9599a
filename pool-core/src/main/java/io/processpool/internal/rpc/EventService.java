package io.processpool.internal.rpc;

/** An event in a manager's server. */
public interface EventService {
    /** Whether it is set. */
    boolean isSet();

    /** Sets it and wakes all who wait. */
    void set();

    /** Takes it back. */
    void clear();

    /** Waits until it is set; whether that was in time. */
    boolean await(long timeoutNanos) throws InterruptedException;
}
