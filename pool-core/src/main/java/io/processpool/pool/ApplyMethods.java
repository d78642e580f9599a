package io.processpool.pool;

import io.processpool.Args2;
import io.processpool.Args3;
import io.processpool.RemoteCallable;
import io.processpool.RemoteConsumer;
import io.processpool.RemoteConsumer2;
import io.processpool.RemoteConsumer3;
import io.processpool.RemoteFunction;
import io.processpool.RemoteFunction2;
import io.processpool.RemoteFunction3;
import io.processpool.RemoteRunnable;

/**
 * The calls that run one task: {@code apply} waits for its result, {@code applyAsync} does not.
 *
 * <p>Every error of a task is the call's: an unchecked exception is thrown itself, with the worker's stack above the caller's.
 */
abstract class ApplyMethods extends Submitter {
    ApplyMethods(PoolEngine engine, CallOptions options) {
        super(engine, options);
    }

    /**
     * Runs a task in a worker and waits for its result.
     *
     * @param <R> type of the result
     * @param task what to run
     * @return what the task returned
     * @throws io.processpool.RuntimeError if a lock is an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if the task threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran the task
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <R> R apply(RemoteCallable<? extends R> task) {
        return runOne("apply", Tasks.of(task), null);
    }

    /**
     * Runs a task in a worker and waits for its end.
     *
     * @param task what to run
     * @throws io.processpool.RuntimeError if a lock is an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if the task threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran the task
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public void apply(RemoteRunnable task) {
        runOne("apply", Tasks.of(task), null);
    }

    /**
     * Runs a task in a worker and waits for its result.
     *
     * @param <A> type of the argument
     * @param <R> type of the result
     * @param task what to run
     * @param a its argument, may be null
     * @return what the task returned
     * @throws io.processpool.RuntimeError if a lock is an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if the task threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran the task
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, R> R apply(RemoteFunction<? super A, ? extends R> task, A a) {
        return runOne("apply", task, a);
    }

    /**
     * Runs a task in a worker and waits for its end.
     *
     * @param <A> type of the argument
     * @param task what to run
     * @param a its argument, may be null
     * @throws io.processpool.RuntimeError if a lock is an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if the task threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran the task
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A> void apply(RemoteConsumer<? super A> task, A a) {
        runOne("apply", Tasks.of(task), a);
    }

    /**
     * Runs a task in a worker and waits for its result.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <R> type of the result
     * @param task what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @return what the task returned
     * @throws io.processpool.RuntimeError if a lock is an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if the task threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran the task
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, R> R apply(RemoteFunction2<? super A, ? super B, ? extends R> task, A a, B b) {
        return runOne("apply", Tasks.spread(task), new Args2<>(a, b));
    }

    /**
     * Runs a task in a worker and waits for its end.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param task what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @throws io.processpool.RuntimeError if a lock is an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if the task threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran the task
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B> void apply(RemoteConsumer2<? super A, ? super B> task, A a, B b) {
        runOne("apply", Tasks.spreadVoid(task), new Args2<>(a, b));
    }

    /**
     * Runs a task in a worker and waits for its result.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <R> type of the result
     * @param task what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @param c its third argument, may be null
     * @return what the task returned
     * @throws io.processpool.RuntimeError if a lock is an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if the task threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran the task
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, C, R> R apply(RemoteFunction3<? super A, ? super B, ? super C, ? extends R> task, A a, B b, C c) {
        return runOne("apply", Tasks.spread(task), new Args3<>(a, b, c));
    }

    /**
     * Runs a task in a worker and waits for its end.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param task what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @param c its third argument, may be null
     * @throws io.processpool.RuntimeError if a lock is an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if the task threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran the task
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, C> void apply(RemoteConsumer3<? super A, ? super B, ? super C> task, A a, B b, C c) {
        runOne("apply", Tasks.spreadVoid(task), new Args3<>(a, b, c));
    }

    /**
     * Hands a task to a worker and returns at once; its arguments have been taken as they are now.
     *
     * @param <R> type of the result
     * @param task what to run
     * @return the result to come; refused arguments are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <R> AsyncResult<R> applyAsync(RemoteCallable<? extends R> task) {
        return submitOne("applyAsync", Tasks.of(task), null);
    }

    /**
     * Hands a task to a worker and returns at once; its arguments have been taken as they are now.
     *
     * @param task what to run
     * @return the result to come; refused arguments are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public AsyncResult<Void> applyAsync(RemoteRunnable task) {
        return submitOne("applyAsync", Tasks.of(task), null);
    }

    /**
     * Hands a task to a worker and returns at once; its arguments have been taken as they are now.
     *
     * @param <A> type of the argument
     * @param <R> type of the result
     * @param task what to run
     * @param a its argument, may be null
     * @return the result to come; refused arguments are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A, R> AsyncResult<R> applyAsync(RemoteFunction<? super A, ? extends R> task, A a) {
        return submitOne("applyAsync", task, a);
    }

    /**
     * Hands a task to a worker and returns at once; its arguments have been taken as they are now.
     *
     * @param <A> type of the argument
     * @param task what to run
     * @param a its argument, may be null
     * @return the result to come; refused arguments are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A> AsyncResult<Void> applyAsync(RemoteConsumer<? super A> task, A a) {
        return submitOne("applyAsync", Tasks.of(task), a);
    }

    /**
     * Hands a task to a worker and returns at once; its arguments have been taken as they are now.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <R> type of the result
     * @param task what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @return the result to come; refused arguments are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, R> AsyncResult<R> applyAsync(RemoteFunction2<? super A, ? super B, ? extends R> task, A a, B b) {
        return submitOne("applyAsync", Tasks.spread(task), new Args2<>(a, b));
    }

    /**
     * Hands a task to a worker and returns at once; its arguments have been taken as they are now.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param task what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @return the result to come; refused arguments are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B> AsyncResult<Void> applyAsync(RemoteConsumer2<? super A, ? super B> task, A a, B b) {
        return submitOne("applyAsync", Tasks.spreadVoid(task), new Args2<>(a, b));
    }

    /**
     * Hands a task to a worker and returns at once; its arguments have been taken as they are now.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <R> type of the result
     * @param task what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @param c its third argument, may be null
     * @return the result to come; refused arguments are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, C, R> AsyncResult<R> applyAsync(
            RemoteFunction3<? super A, ? super B, ? super C, ? extends R> task, A a, B b, C c) {
        return submitOne("applyAsync", Tasks.spread(task), new Args3<>(a, b, c));
    }

    /**
     * Hands a task to a worker and returns at once; its arguments have been taken as they are now.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param task what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @param c its third argument, may be null
     * @return the result to come; refused arguments are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, C> AsyncResult<Void> applyAsync(
            RemoteConsumer3<? super A, ? super B, ? super C> task, A a, B b, C c) {
        return submitOne("applyAsync", Tasks.spreadVoid(task), new Args3<>(a, b, c));
    }
}
