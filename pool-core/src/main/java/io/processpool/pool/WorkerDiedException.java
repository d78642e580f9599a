package io.processpool.pool;

import java.util.Map;

/**
 * A worker ended while it ran an item: {@code System.exit} or {@code Runtime.halt} in the task, a crash, a signal. It costs that item only; the
 * pool starts another worker.
 */
public final class WorkerDiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL",
            11, "SIGSEGV", 15, "SIGTERM");

    private final String worker;
    private final long pid;
    private final int exitCode;
    private final long itemIndex;

    /**
     * A worker that ended while it ran an item.
     *
     * @param worker its name
     * @param pid its process id
     * @param exitCode of its process; 128 + n after signal n
     * @param itemIndex index of the item within its call, from 0
     */
    public WorkerDiedException(String worker, long pid, int exitCode, long itemIndex) {
        super("Worker died: worker=" + worker + ", pid=" + pid + ", exitCode=" + describe(exitCode) + ", running item "
                + itemIndex);
        this.worker = worker;
        this.pid = pid;
        this.exitCode = exitCode;
        this.itemIndex = itemIndex;
    }

    /**
     * The name of the worker.
     *
     * @return such as {@code pool-1-worker-3}
     */
    public String worker() {
        return worker;
    }

    /**
     * The process id of the worker.
     *
     * @return the pid, which another process may have by now
     */
    public long pid() {
        return pid;
    }

    /**
     * The exit code of the worker.
     *
     * @return what it gave to {@code System.exit}; 128 + n after signal n
     */
    public int exitCode() {
        return exitCode;
    }

    /**
     * Which item was running.
     *
     * @return its index within its call, from 0
     */
    public long itemIndex() {
        return itemIndex;
    }

    static String describe(int exitCode) {
        String signal = SIGNALS.get(exitCode - 128);
        return signal == null ? String.valueOf(exitCode) : exitCode + " (" + signal + ")";
    }
}
