package io.processpool;

import java.io.Serializable;

/**
 * A task of four arguments without a result, whose code travels to a worker: a lambda, or a reference to a method.
 *
 * <p>What a lambda captures travels with it, by Java serialization. A captured lock is refused with {@link RuntimeError},
 * unless it goes to an initializer.
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param <C> type of the third argument
 * @param <D> type of the fourth argument
 */
@FunctionalInterface
public interface RemoteConsumer4<A, B, C, D> extends Serializable {
    /**
     * Runs the task.
     *
     * @param a the first argument, may be null
     * @param b the second argument, may be null
     * @param c the third argument, may be null
     * @param d the fourth argument, may be null
     * @throws Exception whatever the task throws; it becomes the failure of its item
     */
    void accept(A a, B b, C c, D d) throws Exception;
}
