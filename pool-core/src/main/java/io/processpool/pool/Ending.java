package io.processpool.pool;

/**
 * How a task is ended that runs too long, or that nobody wants any more: its thread is interrupted; when that has not
 * helped for half of the grace period, its worker is asked to end (SIGTERM), and at the end of it killed. Nobody is told
 * of this item again. Guarded by the dispatcher's lock.
 */
final class Ending {
    /** What to do next, outside the lock. */
    enum Step {
        NOTHING,
        TERMINATE,
        KILL
    }

    final Running task;
    private final long beganNanos;
    private final long graceNanos;

    // states: NOTHING (it was interrupted) -> TERMINATE -> KILL; the end is that it answers, or its worker's death.
    private Step done = Step.NOTHING;

    Ending(Running task, long beganNanos, long graceNanos) {
        this.task = task;
        this.beganNanos = beganNanos;
        this.graceNanos = graceNanos;
    }

    boolean isOf(long callId, long index) {
        return task.call().id == callId && task.index() == index;
    }

    /** The step that is due now, once each. */
    Step nextStep(long now) {
        long elapsed = now - beganNanos;
        if (done != Step.KILL && elapsed >= graceNanos) {
            done = Step.KILL;
            return done;
        }
        if (done == Step.NOTHING && elapsed >= graceNanos / 2) {
            done = Step.TERMINATE;
            return done;
        }
        return Step.NOTHING;
    }
}
