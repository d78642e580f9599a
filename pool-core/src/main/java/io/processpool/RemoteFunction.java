package io.processpool;

/**
 * A task of one argument with a result, whose code travels to a worker: a lambda, or a reference to a method.
 *
 * <p>It extends {@link RemoteConsumer} so that a method that takes either is not ambiguous for a method reference.
 *
 * @param <A> type of the argument
 * @param <R> type of the result
 */
@FunctionalInterface
public interface RemoteFunction<A, R> extends RemoteConsumer<A> {
    /**
     * Runs the task.
     *
     * @param a the argument, may be null
     * @return the result, may be null
     * @throws Exception whatever the task throws; it becomes the failure of its item
     */
    R apply(A a) throws Exception;

    @Override
    default void accept(A a) throws Exception {
        apply(a);
    }
}
