package io.processpool.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The task that the thread of tasks runs, so that it can be interrupted between its beginning and its end, and never
 * before or after: an interrupt that comes late would hit the next task.
 */
final class RunningTask {
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(RunningTask.class, "state", long.class);
        } catch (ReflectiveOperationException ofThisClass) {
            throw new ExceptionInInitializerError(ofThisClass);
        }
    }

    private final Thread thread = Thread.currentThread();

    // Task's thread only.
    private long runs;

    // states: 0 (nothing runs) -> n (the n-th run) -> 0, by the task's thread; n -> -n (is being interrupted) -> n, by
    // who interrupts. The end waits while it is below 0.
    @SuppressWarnings("unused") // By the handle.
    private volatile long state;

    // Of the n-th run; written before the state says n.
    private long call;
    private long index;

    /** Begins a task, in its thread. */
    void begin(long callId, long itemIndex) {
        call = callId;
        index = itemIndex;
        STATE.setRelease(this, ++runs);
    }

    /** Ends it, in its thread: no interrupt comes from here on, and none is left. */
    void end() {
        while (!STATE.compareAndSet(this, runs, 0L)) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }

    /** Interrupts the task, if it is this one that runs. In any thread. */
    void interrupt(long callId, long itemIndex) {
        long run = (long) STATE.getVolatile(this);
        boolean isWanted = run > 0 && call == callId && index == itemIndex;
        if (isWanted && STATE.compareAndSet(this, run, -run)) {
            thread.interrupt();
            STATE.setVolatile(this, run);
        }
    }
}
