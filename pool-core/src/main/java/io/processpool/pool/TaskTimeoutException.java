package io.processpool.pool;

import java.time.Duration;

/**
 * An item ran longer than {@link TaskSubmitter#withTaskTimeout}, or waited longer for a worker than {@link
 * TaskSubmitter#withQueueTimeout} allows. It costs that item only: a task that runs is interrupted, then its worker is
 * ended and replaced.
 */
public final class TaskTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long itemIndex;
    private final Duration timeout;
    private final boolean started;

    private TaskTimeoutException(String message, long itemIndex, Duration timeout, boolean started) {
        super(message);
        this.itemIndex = itemIndex;
        this.timeout = timeout;
        this.started = started;
    }

    /** An item that ran too long. */
    static TaskTimeoutException running(Call call, long index, String worker, long pid) {
        Duration timeout = Duration.ofNanos(call.options.taskTimeoutNanos());
        String message = "Task timed out: item " + index + " of " + call + " ran longer than " + seconds(timeout)
                + ", worker=" + worker + ", pid=" + pid;
        return WorkerFrame.only(new TaskTimeoutException(message, index, timeout, true), worker, pid);
    }

    /** An item that waited too long. */
    static TaskTimeoutException waiting(Call call, long index) {
        Duration timeout = Duration.ofNanos(call.options.queueTimeoutNanos());
        String message = "Task timed out: item " + index + " of " + call + " did not start within " + seconds(timeout);
        TaskTimeoutException late = new TaskTimeoutException(message, index, timeout, false);
        late.setStackTrace(new StackTraceElement[0]);
        return late;
    }

    private static String seconds(Duration timeout) {
        return timeout.toNanos() / 1_000_000 / 1e3 + " s";
    }

    /**
     * The item.
     *
     * @return its index within its call, from 0
     */
    public long itemIndex() {
        return itemIndex;
    }

    /**
     * The time that was allowed.
     *
     * @return of the run or of the wait, see {@link #started()}
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Whether the item had been started.
     *
     * @return true if it ran too long and may have done a part of its work; false if it never began
     */
    public boolean started() {
        return started;
    }
}
