package io.processpool.pool;

import java.time.Duration;
import java.util.Optional;

/**
 * An item ran longer than {@link TaskSubmitter#withTaskTimeout}, or waited longer for a worker than {@link
 * TaskSubmitter#withQueueTimeout} allows. It costs that item only: a task that runs is interrupted, then its worker is
 * ended and replaced.
 */
public final class TaskTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long itemIndex;
    private final String item;
    private final Duration timeout;
    private final boolean started;

    private TaskTimeoutException(String message, long itemIndex, String item, Duration timeout, boolean started) {
        super(message);
        this.itemIndex = itemIndex;
        this.item = item;
        this.timeout = timeout;
        this.started = started;
    }

    /** An item that ran too long. */
    static TaskTimeoutException running(Range item, String text, String worker, long pid) {
        Duration timeout = Duration.ofNanos(item.call.options.taskTimeoutNanos());
        String message = "Task timed out: " + item + " ran longer than " + seconds(timeout.toNanos()) + ", worker="
                + worker + ", pid=" + pid + (text == null ? "" : "\n  item: " + text);
        return WorkerFrame.only(new TaskTimeoutException(message, item.firstIndex(), text, timeout, true), worker, pid);
    }

    /** An item that waited too long. */
    static TaskTimeoutException waiting(Call call, long index) {
        Duration timeout = Duration.ofNanos(call.options.queueTimeoutNanos());
        String message =
                "Task timed out: item " + index + " of " + call + " did not start within " + seconds(timeout.toNanos());
        TaskTimeoutException late = new TaskTimeoutException(message, index, null, timeout, false);
        late.setStackTrace(new StackTraceElement[0]);
        return late;
    }

    /** A time-out for people, to the millisecond. */
    static String seconds(long nanos) {
        return nanos / 1_000_000 / 1e3 + " s";
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
     * What the item looks like.
     *
     * @return as {@link WorkerDiedException#item()}; empty for one that never began
     */
    public Optional<String> item() {
        return Optional.ofNullable(item);
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
