package io.processpool.pool;

/**
 * A task threw a checked exception or an {@link Error}, which is the cause. (An unchecked exception of a task is thrown itself.)
 */
public final class TaskException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Wraps what a task threw.
     *
     * @param cause what the task threw
     */
    public TaskException(Throwable cause) {
        super(String.valueOf(cause), cause);
    }
}
