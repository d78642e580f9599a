package io.processpool.pool;

import io.processpool.Args2;
import io.processpool.Args3;
import io.processpool.Args4;
import io.processpool.RemoteConsumer2;
import io.processpool.RemoteConsumer3;
import io.processpool.RemoteConsumer4;
import io.processpool.RemoteFunction2;
import io.processpool.RemoteFunction3;
import io.processpool.RemoteFunction4;
import java.util.List;

/**
 * The calls that run a task of several arguments for each item: {@code starmap} waits for all, {@code starmapAsync} does not.
 */
abstract class StarmapMethods extends ApplyMethods {
    StarmapMethods(PoolEngine engine, CallOptions options) {
        super(engine, options);
    }

    /**
     * Runs a task for each item and waits for all. One that fails does not keep the others from running; the failure with the lowest index is
     * thrown when all have ended.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <R> type of the result
     * @param task what to run
     * @param items the arguments of each run; of any length, pulled in the calling thread
     * @return the results in the order of the items, in a list of fixed size
     * @throws io.processpool.RuntimeError if a lock is in an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if an item threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran an item
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, R> List<R> starmap(
            RemoteFunction2<? super A, ? super B, ? extends R> task,
            Iterable<? extends Args2<? extends A, ? extends B>> items) {
        return runAll("starmap", Tasks.spread(task), items);
    }

    /**
     * Runs a task for each item and waits for all. One that fails does not keep the others from running; the failure with the lowest index is
     * thrown when all have ended.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param task what to run
     * @param items the arguments of each run; of any length, pulled in the calling thread
     * @throws io.processpool.RuntimeError if a lock is in an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if an item threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran an item
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B> void starmap(
            RemoteConsumer2<? super A, ? super B> task, Iterable<? extends Args2<? extends A, ? extends B>> items) {
        runAllVoid("starmap", Tasks.spreadVoid(task), items);
    }

    /**
     * Runs a task for each item and waits for all. One that fails does not keep the others from running; the failure with the lowest index is
     * thrown when all have ended.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <R> type of the result
     * @param task what to run
     * @param items the arguments of each run; of any length, pulled in the calling thread
     * @return the results in the order of the items, in a list of fixed size
     * @throws io.processpool.RuntimeError if a lock is in an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if an item threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran an item
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, C, R> List<R> starmap(
            RemoteFunction3<? super A, ? super B, ? super C, ? extends R> task,
            Iterable<? extends Args3<? extends A, ? extends B, ? extends C>> items) {
        return runAll("starmap", Tasks.spread(task), items);
    }

    /**
     * Runs a task for each item and waits for all. One that fails does not keep the others from running; the failure with the lowest index is
     * thrown when all have ended.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param task what to run
     * @param items the arguments of each run; of any length, pulled in the calling thread
     * @throws io.processpool.RuntimeError if a lock is in an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if an item threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran an item
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, C> void starmap(
            RemoteConsumer3<? super A, ? super B, ? super C> task,
            Iterable<? extends Args3<? extends A, ? extends B, ? extends C>> items) {
        runAllVoid("starmap", Tasks.spreadVoid(task), items);
    }

    /**
     * Runs a task for each item and waits for all. One that fails does not keep the others from running; the failure with the lowest index is
     * thrown when all have ended.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <D> type of the fourth argument
     * @param <R> type of the result
     * @param task what to run
     * @param items the arguments of each run; of any length, pulled in the calling thread
     * @return the results in the order of the items, in a list of fixed size
     * @throws io.processpool.RuntimeError if a lock is in an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if an item threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran an item
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, C, D, R> List<R> starmap(
            RemoteFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> task,
            Iterable<? extends Args4<? extends A, ? extends B, ? extends C, ? extends D>> items) {
        return runAll("starmap", Tasks.spread(task), items);
    }

    /**
     * Runs a task for each item and waits for all. One that fails does not keep the others from running; the failure with the lowest index is
     * thrown when all have ended.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <D> type of the fourth argument
     * @param task what to run
     * @param items the arguments of each run; of any length, pulled in the calling thread
     * @throws io.processpool.RuntimeError if a lock is in an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if an item threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran an item
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, C, D> void starmap(
            RemoteConsumer4<? super A, ? super B, ? super C, ? super D> task,
            Iterable<? extends Args4<? extends A, ? extends B, ? extends C, ? extends D>> items) {
        runAllVoid("starmap", Tasks.spreadVoid(task), items);
    }

    /**
     * Hands a task for each item to the workers and returns at once; the items have been taken as they are now.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <R> type of the result
     * @param task what to run
     * @param items the arguments of each run; of any length, pulled in the calling thread
     * @return the results to come, in the order of the items; refused items are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, R> AsyncResult<List<R>> starmapAsync(
            RemoteFunction2<? super A, ? super B, ? extends R> task,
            Iterable<? extends Args2<? extends A, ? extends B>> items) {
        return submitAll("starmapAsync", Tasks.spread(task), items);
    }

    /**
     * Hands a task for each item to the workers and returns at once; the items have been taken as they are now.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param task what to run
     * @param items the arguments of each run; of any length, pulled in the calling thread
     * @return completes when all have ended; refused items are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B> AsyncResult<Void> starmapAsync(
            RemoteConsumer2<? super A, ? super B> task, Iterable<? extends Args2<? extends A, ? extends B>> items) {
        return submitAllVoid("starmapAsync", Tasks.spreadVoid(task), items);
    }

    /**
     * Hands a task for each item to the workers and returns at once; the items have been taken as they are now.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <R> type of the result
     * @param task what to run
     * @param items the arguments of each run; of any length, pulled in the calling thread
     * @return the results to come, in the order of the items; refused items are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, C, R> AsyncResult<List<R>> starmapAsync(
            RemoteFunction3<? super A, ? super B, ? super C, ? extends R> task,
            Iterable<? extends Args3<? extends A, ? extends B, ? extends C>> items) {
        return submitAll("starmapAsync", Tasks.spread(task), items);
    }

    /**
     * Hands a task for each item to the workers and returns at once; the items have been taken as they are now.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param task what to run
     * @param items the arguments of each run; of any length, pulled in the calling thread
     * @return completes when all have ended; refused items are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, C> AsyncResult<Void> starmapAsync(
            RemoteConsumer3<? super A, ? super B, ? super C> task,
            Iterable<? extends Args3<? extends A, ? extends B, ? extends C>> items) {
        return submitAllVoid("starmapAsync", Tasks.spreadVoid(task), items);
    }

    /**
     * Hands a task for each item to the workers and returns at once; the items have been taken as they are now.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <D> type of the fourth argument
     * @param <R> type of the result
     * @param task what to run
     * @param items the arguments of each run; of any length, pulled in the calling thread
     * @return the results to come, in the order of the items; refused items are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, C, D, R> AsyncResult<List<R>> starmapAsync(
            RemoteFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> task,
            Iterable<? extends Args4<? extends A, ? extends B, ? extends C, ? extends D>> items) {
        return submitAll("starmapAsync", Tasks.spread(task), items);
    }

    /**
     * Hands a task for each item to the workers and returns at once; the items have been taken as they are now.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <D> type of the fourth argument
     * @param task what to run
     * @param items the arguments of each run; of any length, pulled in the calling thread
     * @return completes when all have ended; refused items are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A, B, C, D> AsyncResult<Void> starmapAsync(
            RemoteConsumer4<? super A, ? super B, ? super C, ? super D> task,
            Iterable<? extends Args4<? extends A, ? extends B, ? extends C, ? extends D>> items) {
        return submitAllVoid("starmapAsync", Tasks.spreadVoid(task), items);
    }
}
