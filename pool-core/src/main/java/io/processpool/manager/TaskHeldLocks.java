package io.processpool.manager;

import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.spawn.TaskHold;
import io.processpool.internal.spawn.TaskHolds;
import java.util.HashMap;
import java.util.Map;

/**
 * The managers' locks that the thread of a worker's tasks has taken in its present task, and how often it still holds
 * them: what is left when the task ends is given back, as it is for locks in shared memory.
 *
 * <p>Belongs to the one thread that runs tasks; in any other the methods do nothing.
 */
final class TaskHeldLocks {
    private static final Map<ObjectReference, Held> HELD = new HashMap<>(); // task's thread only

    private TaskHeldLocks() {}

    /** This thread has taken a lock. */
    static void taken(LockProxy lock) {
        if (!ProcessEvents.isTaskThread(Thread.currentThread())) {
            return;
        }
        Held held = HELD.get(lock.reference());
        if (held == null) {
            held = new Held(lock);
            HELD.put(lock.reference(), held);
            TaskHolds.add(held);
        }
        held.count++;
    }

    /** This thread has given a lock back, be it one that its task took or not. */
    static void givenBack(LockProxy lock) {
        if (ProcessEvents.isTaskThread(Thread.currentThread())) {
            Held held = HELD.get(lock.reference());
            if (held != null && held.count > 0) {
                held.count--;
            }
        }
    }

    private static final class Held implements TaskHold {
        private final LockProxy lock;
        private int count;

        Held(LockProxy lock) {
            this.lock = lock;
        }

        @Override
        public boolean giveBack() {
            HELD.remove(lock.reference());
            try {
                for (int i = 0; i < count; i++) {
                    lock.service().unlock();
                }
                return count > 0;
            } catch (ManagerClosedException | IllegalMonitorStateException nothingLeft) {
                return false;
            }
        }

        @Override
        public String described() {
            return "a manager's lock";
        }
    }
}
