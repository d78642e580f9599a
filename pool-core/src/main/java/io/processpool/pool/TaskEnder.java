package io.processpool.pool;

import java.util.List;

/** Ends tasks that run too long, or whose calls are over. Guarded by the dispatcher's lock. */
final class TaskEnder {
    private final List<Slot> slots;
    private final RangeQueue queue;
    private final long graceNanos;

    /**
     * An ender of tasks.
     *
     * @param graceNanos how long a task may take to end
     */
    TaskEnder(List<Slot> slots, RangeQueue queue, long graceNanos) {
        this.slots = slots;
        this.queue = queue;
        this.graceNanos = graceNanos;
    }

    /** Ends what runs of a call; whether there is something to end. */
    boolean endRunning(Call call) {
        long now = System.nanoTime();
        boolean any = false;
        for (Slot slot : slots) {
            Running task = slot.running(now);
            if (task != null && task.call() == call) {
                end(slot, new Ending(task, now, graceNanos));
                any = true;
            }
        }
        return any;
    }

    /** Looks whether what a worker runs has run too long, and goes on with what is being ended. */
    void look(Slot slot, long now, Overdue overdue) {
        Running task = slot.running(now);
        if (task != null
                && slot.ending() == null
                && task.isLongerThan(task.call().options.taskTimeoutNanos(), now)) {
            Ending ending = new Ending(task, now, graceNanos); // First, since no item is told of twice.
            if (!task.call().withdrawn) {
                overdue.ran(task, slot.worker(), slot.mailbox.stage().wasRead());
            }
            end(slot, ending);
        }
        if (slot.ending() != null) {
            overdue.step(slot.worker(), slot.ending(), now);
            overdue.moreToCome();
        }
        if (slot.standsStill(now, graceNanos)) {
            overdue.stoodStill(slot.worker());
            slot.takeBack(Integer.MAX_VALUE, queue);
            slot.retire();
        }
    }

    /** What stands behind the task goes elsewhere: this worker may not live long. */
    private void end(Slot slot, Ending ending) {
        if (slot.ending() == null) {
            slot.end(ending);
            slot.takeBack(Integer.MAX_VALUE, queue);
            slot.worker().interrupt(ending.task.call().id, ending.task.index());
        }
    }
}
