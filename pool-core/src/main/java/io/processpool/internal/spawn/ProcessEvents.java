package io.processpool.internal.spawn;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who wants to hear of the ends of tasks and of the deaths of processes: the pool tells, and does not know that locks exist; the locks listen, and do not know
 * that pools exist.
 *
 * <p>Thread-safe. Listeners stay for the life of the JVM. They are called in the telling thread, must be quick, and must not throw.
 */
public final class ProcessEvents {
    /** Hears, in a worker, in the thread of the task, that a task has ended. */
    @FunctionalInterface
    public interface TaskEndListener {
        /** The task of this thread has ended; its answer has not been written yet. */
        void taskEnded();
    }

    /** Hears, in a parent, that one of its children is dead. */
    @FunctionalInterface
    public interface DeathListener {
        /**
         * A child is dead, and was waited for.
         *
         * @param dead its identity
         * @param description its name and what it ran, for messages
         */
        void died(ProcessIdentity dead, String description);
    }

    private static final List<TaskEndListener> TASK_END_LISTENERS = new CopyOnWriteArrayList<>();
    private static final List<DeathListener> DEATH_LISTENERS = new CopyOnWriteArrayList<>();

    private ProcessEvents() {}

    /** Adds a listener to the ends of tasks. */
    public static void onTaskEnd(TaskEndListener listener) {
        TASK_END_LISTENERS.add(listener);
    }

    /** Adds a listener to deaths. */
    public static void onDeath(DeathListener listener) {
        DEATH_LISTENERS.add(listener);
    }

    /** A task of this thread has ended. Costs next to nothing while nobody listens. */
    public static void taskEnded() {
        if (!TASK_END_LISTENERS.isEmpty()) {
            TASK_END_LISTENERS.forEach(TaskEndListener::taskEnded);
        }
    }

    /** A child is dead, and was waited for. */
    public static void died(ProcessIdentity dead, String description) {
        DEATH_LISTENERS.forEach(listener -> listener.died(dead, description));
    }
}
