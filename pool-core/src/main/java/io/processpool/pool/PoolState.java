package io.processpool.pool;

import java.util.concurrent.CancellationException;

/** How far a pool is in its life, and what that forbids. Thread-safe: what belongs together is one synchronized step. */
final class PoolState {
    private enum State {
        /** Takes calls. */
        RUNNING,
        /** Takes no calls; those that are open go on. */
        SHUTDOWN,
        /** No call is open; workers end. */
        STOPPING,
        /** All workers are dead, nothing is left. */
        STOPPED
    }

    private final String poolName;
    private final OpenCalls open;

    // Guarded by this.
    // states: RUNNING -> SHUTDOWN (shutdown, close) -> STOPPING (the last open call has ended)
    // -> STOPPED (the last worker is dead);
    // RUNNING, SHUTDOWN -> STOPPING by terminate, when the pool breaks down, and when the JVM ends.
    private State state = State.RUNNING;
    private BrokenPoolException broken;
    private int liveSlots;

    /** It was terminated, or has broken down. */
    private volatile boolean cutShort;

    PoolState(String poolName, OpenCalls open, int slots) {
        this.poolName = poolName;
        this.open = open;
        this.liveSlots = slots;
    }

    synchronized boolean isRunning() {
        return state == State.RUNNING;
    }

    synchronized void checkRunning() {
        if (broken != null) {
            throw brokenAgain();
        }
        if (state != State.RUNNING) {
            throw new IllegalStateException("Pool not running");
        }
    }

    synchronized void checkNotRunning() {
        if (state == State.RUNNING) {
            throw new IllegalStateException("Pool is still running");
        }
    }

    /** From now on it does not stop before the call has ended. */
    synchronized void begin(Call call) {
        checkRunning();
        open.add(call);
    }

    synchronized boolean needsWorkers() {
        return state == State.RUNNING || state == State.SHUTDOWN;
    }

    boolean wasCutShort() {
        return cutShort;
    }

    synchronized void shutdown() {
        if (state == State.RUNNING) {
            state = State.SHUTDOWN;
        }
    }

    /** Stops if it was shut down and no call is open; whether this has done it. */
    synchronized boolean stopIfDone() {
        if (state != State.SHUTDOWN || !open.isEmpty()) {
            return false;
        }
        state = State.STOPPING;
        return true;
    }

    /** Stops, whatever is open; whether this has done it. */
    synchronized boolean stop() {
        if (!needsWorkers()) {
            return false;
        }
        state = State.STOPPING;
        return true;
    }

    /** Stops before what is open has ended; whether this has done it. */
    boolean terminate() {
        cutShort = true;
        return stop();
    }

    /** Stops because it cannot go on; whether this has done it. */
    synchronized boolean breakDown(String why, Throwable cause) {
        if (!needsWorkers()) {
            return false;
        }
        broken = new BrokenPoolException(poolName + " cannot go on: " + why, cause);
        return terminate();
    }

    /** Why a call ends early. One exception for each, since each may be thrown and changed. */
    synchronized RuntimeException reasonFor(Call call) {
        return broken == null
                ? new CancellationException(poolName + " was terminated before " + call + " had ended")
                : brokenAgain();
    }

    private BrokenPoolException brokenAgain() {
        return new BrokenPoolException(broken.getMessage(), broken.getCause());
    }

    /** A slot will have no worker any more; whether it was the last one. */
    synchronized boolean slotStopped() {
        if (--liveSlots > 0) {
            return false;
        }
        state = State.STOPPED;
        return true;
    }

    @Override
    public synchronized String toString() {
        return broken == null ? state.toString().toLowerCase() : "broken";
    }
}
