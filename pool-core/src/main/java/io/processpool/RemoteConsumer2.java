package io.processpool;

import java.io.Serializable;

/**
 * A task of two arguments without a result, whose code travels to a worker: a lambda, or a reference to a method.
 *
 * <p>What a lambda captures travels with it, by Java serialization. A captured lock is refused with {@link RuntimeError},
 * unless it goes to an initializer.
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 */
@FunctionalInterface
public interface RemoteConsumer2<A, B> extends Serializable {
    /**
     * Runs the task.
     *
     * @param a the first argument, may be null
     * @param b the second argument, may be null
     * @throws Exception whatever the task throws; it becomes the failure of its item
     */
    void accept(A a, B b) throws Exception;
}
