package io.processpool;

import java.io.Serializable;

/**
 * A task of one argument without a result, whose code travels to a worker: a lambda, or a reference to a method.
 *
 * <p>What a lambda captures travels with it, by Java serialization. A captured lock is refused with {@link RuntimeError},
 * unless it goes to an initializer.
 *
 * @param <A> type of the argument
 */
@FunctionalInterface
public interface RemoteConsumer<A> extends Serializable {
    /**
     * Runs the task.
     *
     * @param a the argument, may be null
     * @throws Exception whatever the task throws; it becomes the failure of its item
     */
    void accept(A a) throws Exception;
}
