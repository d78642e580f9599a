package io.processpool.internal.spawn;

import io.processpool.internal.log.Log;
import java.util.ArrayList;
import java.util.List;

/**
 * The locks that the thread of a worker's tasks took since its task began. Those that it still holds when the task ends
 * are given back: the next task is another caller's, and the other processes would wait for ever.
 *
 * <p>Belongs to the one thread that runs tasks. Locks of the initializer, and of other threads, are never here.
 */
public final class TaskHolds {

    private static final List<TaskHold> TAKEN = new ArrayList<>(); // task's thread only

    static {
        ProcessEvents.onTaskEnd(TaskHolds::giveBack);
    }

    private TaskHolds() {}

    /** Remembers a lock until the end of the task. In the thread that runs tasks only. */
    public static void add(TaskHold hold) {
        TAKEN.add(hold);
    }

    private static void giveBack(EndedTask task) {
        if (TAKEN.isEmpty()) {
            return;
        }
        List<String> left = new ArrayList<>(0);
        // It grows meanwhile: what has a guard takes that to give something back.
        for (int i = 0; i < TAKEN.size(); i++) {
            if (TAKEN.get(i).giveBack()) {
                left.add(TAKEN.get(i).described());
            }
        }
        TAKEN.clear();
        // After all are given back: the user's logger may want one of them.
        left.forEach(what -> warn(task, what));
    }

    private static void warn(EndedTask task, String what) {
        Log.warn(task + " ended while its thread, " + Thread.currentThread().getName() + ", still held " + what
                + "; it was given back: call unlock() in a finally block, or use run(...)");
    }
}
