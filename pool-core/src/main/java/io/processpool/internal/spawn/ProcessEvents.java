package io.processpool.internal.spawn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Who wants to hear of the ends of tasks and of the deaths of processes: the pool tells, and does not know that locks
 * exist; the locks listen, and do not know that pools exist.
 *
 * <p>Thread-safe. Listeners stay for the life of the JVM. They are called in the telling thread, must be quick, and
 * must not throw.
 */
public final class ProcessEvents {
    /** Hears, in a worker, in the thread of the task, that a task has ended. */
    @FunctionalInterface
    public interface TaskEndListener {
        /**
         * The task of this thread has ended; its answer has not been written yet.
         *
         * @param task which one, for messages
         */
        void taskEnded(EndedTask task);
    }

    /** Hears, in a parent, that one of its children is dead. */
    @FunctionalInterface
    public interface DeathListener {
        /**
         * A child is dead, and was waited for.
         *
         * @param dead its identity
         * @param description its name and what it ran, for messages; not known yet, so it waits, and is to be asked in
         *     another thread
         * @return what it held, as far as this process knows, such as "a ProcessLock"
         */
        List<String> died(ProcessIdentity dead, Supplier<String> description);
    }

    // Plain: a thread compares itself with it, and sees its own write; of any other it learns only that it is another.
    private static Thread taskThread;

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

    /**
     * This thread runs tasks from now on; what it did before, as in an initializer, belongs to no task. A JVM has one
     * such thread at a time.
     */
    public static void tasksBegin() {
        taskThread = Thread.currentThread();
    }

    /**
     * Tells a thread about itself.
     *
     * @param current the current thread
     * @return whether it runs tasks
     */
    public static boolean isTaskThread(Thread current) {
        return taskThread == current;
    }

    /**
     * A task of this thread has ended; so it runs tasks, whether it said so before or not. Costs next to nothing while
     * nobody listens.
     *
     * @param call its call
     * @param index of the item within its call
     */
    public static void taskEnded(long call, long index) {
        tasksBegin();
        if (!TASK_END_LISTENERS.isEmpty()) {
            tell(new EndedTask(call, index));
        }
    }

    /** The only task of this process has ended, which this thread ran. */
    public static void targetEnded() {
        tasksBegin();
        tell(EndedTask.TARGET);
    }

    private static void tell(EndedTask task) {
        TASK_END_LISTENERS.forEach(listener -> listener.taskEnded(task));
    }

    /**
     * A child is dead, and was waited for.
     *
     * @param description its name and what it ran; may wait until that is known
     * @return what it held when it died, as far as the listeners know; for messages
     */
    public static List<String> died(ProcessIdentity dead, Supplier<String> description) {
        List<String> held = new ArrayList<>();
        DEATH_LISTENERS.forEach(listener -> held.addAll(listener.died(dead, description)));
        return held;
    }
}
