package io.processpool.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The line in a stack trace where the worker's frames end and the caller's begin:
 *
 * <pre>
 *   at com.acme.Orders.price(Orders.java:17)          in the worker
 *   at pool-1-worker-2.calledFrom(pid 4711)           this line
 *   at io.processpool.pool.TaskSubmitter.map(...)     in the caller
 * </pre>
 */
final class WorkerFrame {
    private static final String METHOD = "calledFrom";
    private static final List<String> OURS = List.of("io.processpool.worker.", "io.processpool.pool.Tasks");
    private static final String CALLS = "io.processpool.pool.";

    private WorkerFrame() {}

    /** Ends the stack of a throwable that comes from a worker with the line, in place of the frames of the worker's own loop. */
    static <T extends Throwable> T mark(T thrown, String worker, long pid) {
        StackTraceElement[] frames = thrown.getStackTrace();
        int end = frames.length;
        while (end > 0 && OURS.stream().anyMatch(frames[end - 1].getClassName()::startsWith)) {
            end--;
        }
        StackTraceElement[] marked = Arrays.copyOf(frames, end + 1);
        marked[end] = line(worker, pid);
        thrown.setStackTrace(marked);
        return thrown;
    }

    /** The stack of a failure that has no frames in a worker but belongs to one. */
    static <T extends Throwable> T only(T thrown, String worker, long pid) {
        thrown.setStackTrace(new StackTraceElement[] {line(worker, pid)});
        return thrown;
    }

    /** Appends the frames of this thread, from the user's call on; only if the stack ends with the line, or is empty. */
    static void appendCaller(Throwable thrown) {
        synchronized (thrown) {
            StackTraceElement[] frames = thrown.getStackTrace();
            if (frames.length == 0 || METHOD.equals(frames[frames.length - 1].getMethodName())) {
                List<StackTraceElement> all = new ArrayList<>(Arrays.asList(frames));
                all.addAll(callerFrames());
                thrown.setStackTrace(all.toArray(new StackTraceElement[0]));
            }
        }
    }

    /** Cuts the stack of what was thrown by a call of the user: of all frames of ours stays the one that the user called. */
    static <T extends Throwable> T startAtCaller(T thrown) {
        thrown.setStackTrace(callerFrames().toArray(new StackTraceElement[0]));
        return thrown;
    }

    private static StackTraceElement line(String worker, long pid) {
        return new StackTraceElement(worker, METHOD, "pid " + pid, -1);
    }

    private static List<StackTraceElement> callerFrames() {
        StackTraceElement[] here = new Throwable().getStackTrace();
        int first = 0;
        while (first < here.length && here[first].getClassName().startsWith(CALLS)) {
            first++;
        }
        return Arrays.asList(here).subList(Math.max(0, first - 1), here.length);
    }
}
