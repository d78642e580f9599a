package io.processpool;

/**
 * A task of three arguments with a result, whose code travels to a worker: a lambda, or a reference to a method.
 *
 * <p>It extends {@link RemoteConsumer3} so that a method that takes either is not ambiguous for a method reference.
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param <C> type of the third argument
 * @param <R> type of the result
 */
@FunctionalInterface
public interface RemoteFunction3<A, B, C, R> extends RemoteConsumer3<A, B, C> {
    /**
     * Runs the task.
     *
     * @param a the first argument, may be null
     * @param b the second argument, may be null
     * @param c the third argument, may be null
     * @return the result, may be null
     * @throws Exception whatever the task throws; it becomes the failure of its item
     */
    R apply(A a, B b, C c) throws Exception;

    @Override
    default void accept(A a, B b, C c) throws Exception {
        apply(a, b, c);
    }
}
