package io.processpool;

import java.io.Serializable;

/** A task without arguments and without a result, whose code travels to a worker. */
@FunctionalInterface
public interface RemoteRunnable extends Serializable {
    /**
     * Runs the task.
     *
     * @throws Exception whatever the task throws; it becomes the failure of its item
     */
    void run() throws Exception;
}
