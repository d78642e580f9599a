package io.processpool.sync;

import io.processpool.internal.log.Log;
import io.processpool.internal.spawn.ProcessEvents;
import java.util.ArrayList;
import java.util.List;

/**
 * The locks that the thread of a worker's tasks took since its task began. Those that it still holds when the task ends
 * are given back: the next task is another caller's, and the other processes would wait for ever.
 *
 * <p>Belongs to the one thread that runs tasks. Locks of the initializer, and of other threads, are never here.
 */
final class TaskLocks {

    private static final List<LockEntry> TAKEN = new ArrayList<>(); // task's thread only

    static {
        ProcessEvents.onTaskEnd(TaskLocks::giveBack);
    }

    private TaskLocks() {}

    /** Remembers a lock until the end of the task. */
    static void add(LockEntry entry) {
        TAKEN.add(entry);
    }

    private static void giveBack() {
        if (TAKEN.isEmpty()) {
            return;
        }
        List<String> left = new ArrayList<>(0);
        for (LockEntry entry : TAKEN) {
            if (entry.giveBack()) {
                left.add(entry.kind().className());
            }
        }
        TAKEN.clear();
        // After all are given back: the user's logger may want one of them.
        left.forEach(TaskLocks::warn);
    }

    private static void warn(String lock) {
        Log.warn("a task ended while its thread, " + Thread.currentThread().getName() + ", still held a " + lock
                + "; it was given back: call unlock() in a finally block, or use run(...)");
    }
}
