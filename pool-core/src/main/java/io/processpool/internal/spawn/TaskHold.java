package io.processpool.internal.spawn;

/** What the thread of a worker's tasks took in its present task, and may have given back since. */
public interface TaskHold {

    /**
     * Gives back, at the end of the task and in its thread, what is left of it.
     *
     * @return whether there was something
     */
    boolean giveBack();

    /** Returns what it is, for a message, such as {@code a ProcessLock}. */
    String described();
}
