package io.processpool.logback;

import io.processpool.internal.log.Log;
import io.processpool.internal.spawn.DaemonThread;
import io.processpool.internal.spawn.ProcessEvents;
import java.util.concurrent.TimeUnit;

/**
 * Warns, once, in a child that writes a file without its lock. What is written before the child's initializer has run may still get the lock, so the warning
 * waits for the end of a task, or for a while.
 *
 * <p>Thread-safe.
 */
final class MissingLock {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private enum State {
        IDLE,
        WROTE_WITHOUT,
        SETTLED
    }

    private final String file;

    // states: IDLE -> WROTE_WITHOUT (the child has written) -> SETTLED (the warning is out), or SETTLED from any when
    // the lock comes.
    private volatile State state = State.IDLE; // written under this, read by any thread
    private long wroteFirstNanos; // guarded by this
    private boolean isWatching; // guarded by this

    MissingLock(String file) {
        this.file = file;
    }

    /** An appender has started in a child that has no lock yet. */
    synchronized void watch() {
        if (!isWatching) {
            isWatching = true;
            ProcessEvents.onTaskEnd(task -> taskEnded());
        }
    }

    /** The child has written without the lock. */
    void wrote() {
        if (state != State.SETTLED && isOverdue()) {
            // Not in this thread: Logback drops what an appender logs while it appends.
            DaemonThread.start(this::warn, "processpool-warn");
        }
    }

    private synchronized boolean isOverdue() {
        long now = System.nanoTime();
        if (state == State.IDLE) {
            wroteFirstNanos = now;
            state = State.WROTE_WITHOUT;
        }
        return now - wroteFirstNanos > PATIENCE_NANOS && settle();
    }

    private void taskEnded() {
        if (state == State.WROTE_WITHOUT && settle()) {
            warn();
        }
    }

    /** The lock is there, or the warning is on its way: no further one. Returns whether the child has written without, and nobody settled it before. */
    synchronized boolean settle() {
        boolean wrote = state == State.WROTE_WITHOUT;
        state = State.SETTLED;
        return wrote;
    }

    private void warn() {
        Log.warn("this worker logs to " + file + " without taking turns with other processes: its parent had no"
                + " ProcessFileAppender for that file when it built the pool. Start Logback in the parent, by getting a"
                + " logger, before that, and give both the same file");
    }
}
