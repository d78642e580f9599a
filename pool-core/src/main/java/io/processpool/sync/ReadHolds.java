package io.processpool.sync;

import io.processpool.internal.memory.Slot;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.spawn.TaskHold;
import io.processpool.internal.spawn.TaskHolds;
import java.util.HashMap;
import java.util.Map;

/** How often the current thread has each read lock, and what of it belongs to its present task. */
final class ReadHolds {

    // By the read-write lock's slot. Absent for threads that hold none, so that pooled threads keep nothing.
    private static final ThreadLocal<Map<Slot, Integer>> HOLDS = new ThreadLocal<>();

    // The task's thread only: the read locks that it took in its present task.
    private static final Map<Slot, OfTask> OF_TASK = new HashMap<>();

    private ReadHolds() {}

    static int of(Slot lock) {
        Map<Slot, Integer> holds = HOLDS.get();
        return holds == null ? 0 : holds.getOrDefault(lock, 0);
    }

    /**
     * Adds one.
     *
     * @param unlock gives one back, with all that belongs to it
     */
    static void add(Slot lock, Runnable unlock) {
        Map<Slot, Integer> holds = HOLDS.get();
        if (holds == null) {
            holds = new HashMap<>();
            HOLDS.set(holds);
        }
        int count = holds.merge(lock, 1, Math::addExact);
        if (ProcessEvents.isTaskThread(Thread.currentThread())) {
            note(lock, count - 1, unlock);
        }
    }

    /** Takes one of them away; there is one. */
    static void remove(Slot lock) {
        Map<Slot, Integer> holds = HOLDS.get();
        holds.computeIfPresent(lock, (unused, count) -> count == 1 ? null : count - 1);
        if (holds.isEmpty()) {
            HOLDS.remove();
        }
    }

    private static void note(Slot lock, int before, Runnable unlock) {
        OfTask known = OF_TASK.get(lock);
        if (known == null) {
            OfTask first = new OfTask(lock, before, unlock);
            OF_TASK.put(lock, first);
            TaskHolds.add(first);
        } else if (before == 0) {
            // What the initializer had taken was given back since.
            known.before = 0;
        }
    }

    /** A read lock that the task has taken at least once. */
    private static final class OfTask implements TaskHold {
        private final Slot lock;
        private int before; // how often the thread had it before the task took it
        private final Runnable unlock;

        OfTask(Slot lock, int before, Runnable unlock) {
            this.lock = lock;
            this.before = before;
            this.unlock = unlock;
        }

        @Override
        public boolean giveBack() {
            OF_TASK.remove(lock);
            int left = of(lock) - before;
            for (int i = 0; i < left; i++) {
                unlock.run();
            }
            return left > 0;
        }

        @Override
        public String described() {
            return "a read lock of a ProcessReadWriteLock";
        }
    }
}
