package io.processpool.internal.rpc;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;

/** A barrier in a manager's server. */
public interface BarrierService {
    /** Waits for the others, for the barrier's own time at most; how many were still to come. */
    int await() throws InterruptedException, BrokenBarrierException;

    /** Waits for the others, at most so long; how many were still to come. */
    int await(long timeoutNanos) throws InterruptedException, BrokenBarrierException, TimeoutException;

    /** Breaks it for those who wait and those who come. */
    void abort();

    /** Breaks it for those who wait, and makes it whole. */
    void reset();

    /** Whether it is broken. */
    boolean isBroken();

    /** How many it waits for. */
    int getParties();

    /** How many wait. */
    int getNumberWaiting();
}
