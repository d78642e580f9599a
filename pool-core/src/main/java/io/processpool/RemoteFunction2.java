package io.processpool;

/**
 * A task of two arguments with a result, whose code travels to a worker: a lambda, or a reference to a method.
 *
 * <p>It extends {@link RemoteConsumer2} so that a method that takes either is not ambiguous for a method reference.
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param <R> type of the result
 */
@FunctionalInterface
public interface RemoteFunction2<A, B, R> extends RemoteConsumer2<A, B> {
    /**
     * Runs the task.
     *
     * @param a the first argument, may be null
     * @param b the second argument, may be null
     * @return the result, may be null
     * @throws Exception whatever the task throws; it becomes the failure of its item
     */
    R apply(A a, B b) throws Exception;

    @Override
    default void accept(A a, B b) throws Exception {
        apply(a, b);
    }
}
