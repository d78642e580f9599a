package io.processpool;

/**
 * A task without arguments and with a result, whose code travels to a worker.
 *
 * @param <R> type of the result
 */
@FunctionalInterface
public interface RemoteCallable<R> extends RemoteRunnable {
    /**
     * Runs the task.
     *
     * @return the result, may be null
     * @throws Exception whatever the task throws; it becomes the failure of its item
     */
    R call() throws Exception;

    @Override
    default void run() throws Exception {
        call();
    }
}
