package io.processpool.pool;

import io.processpool.RemoteConsumer;
import io.processpool.RemoteFunction;
import java.time.Duration;
import java.util.List;

/**
 * The calls of a {@link ProcessPool}, with the options of a call. A pool is one itself; {@link #withChunkSize} and its like give a view
 * with another option, which is cheap and can be kept: {@code pool.withChunkSize(20).withRetries(2).map(...)}.
 *
 * <p><b>What travels.</b> The task, its arguments and its result are Java-serialized; {@code Path}, {@code Optional} and the views of
 * collections may travel too, and null. What a call was given is taken as it is at that moment: changing it afterwards changes nothing. A lock in an argument, or
 * captured by the task, is refused with {@link io.processpool.RuntimeError}, and then no task of that call runs (a blocking
 * {@code map} looks eight mebibytes of items ahead before it starts the first).
 *
 * <p><b>Order.</b> Items start in the order of the input, on whichever worker is free; results keep that order but for
 * {@code imapUnordered}. Tasks may wait for each other as long as there are as many workers.
 *
 * <p><b>Failures.</b> An unchecked exception of a task is thrown by the call that waits for it, with the frames of worker and caller; a checked one, or an
 * {@link Error}, is the cause of a {@link TaskException}. Of asynchronous calls all failures are those of the result, but for a pool that is not running, and for
 * {@link java.util.concurrent.RejectedExecutionException} where {@link ProcessPoolBuilder#maxQueuedItems} is reached and
 * {@link ProcessPoolBuilder#rejectWhenFull} set.
 *
 * <p><b>Threads.</b> Safe for use by many threads. A blocking call that is interrupted cancels its call, keeps the interrupt and throws
 * {@link java.util.concurrent.CancellationException}. Actions before a call happen-before its tasks, as far as memory is shared at
 * all.
 */
public class TaskSubmitter extends StarmapMethods {
    TaskSubmitter(PoolEngine engine, CallOptions options) {
        super(engine, options);
    }

    /**
     * A view whose calls hand over the items in runs of this size (Python's {@code chunksize}). By default {@code map} and {@code starmap}
     * take {@code ceil(n / (4 * workers))}, {@code imap} takes 1. A chunk that waits behind a slow item goes to an idle worker all the same.
     *
     * @param items number of items of a chunk, at least 1
     * @return a view of the same pool
     * @throws IllegalArgumentException if it is below 1
     */
    public TaskSubmitter withChunkSize(int items) {
        return new TaskSubmitter(engine(), options().withChunkSize(items));
    }

    /**
     * A view whose items may run so long each, counted from their start. One that runs longer fails with {@link
     * TaskTimeoutException}, at once; its thread is interrupted, and if that does not end it within the {@linkplain
     * ProcessPoolBuilder#gracePeriod grace period}, its worker is ended and replaced. No other item is hurt. A worker that runs nothing and does not begin what
     * it was handed within both times, since somebody has stopped its process, is replaced as well; the items run in another.
     *
     * @param timeout more than zero; kept to some 10 ms
     * @return a view of the same pool
     * @throws IllegalArgumentException if it is zero or less
     */
    public TaskSubmitter withTaskTimeout(Duration timeout) {
        return new TaskSubmitter(engine(), options().withTaskTimeout(timeout));
    }

    /**
     * A view whose items may wait so long for a worker. One that has not been started by then fails with {@link
     * TaskTimeoutException}, and never runs.
     *
     * @param timeout more than zero; kept to some 10 ms
     * @return a view of the same pool
     * @throws IllegalArgumentException if it is zero or less
     */
    public TaskSubmitter withQueueTimeout(Duration timeout) {
        return new TaskSubmitter(engine(), options().withQueueTimeout(timeout));
    }

    /**
     * A view whose items are run again when their worker dies with them: for tasks that may run twice without harm. Failures of the task itself, and time-outs,
     * are not tried again.
     *
     * @param times how often at most for each item; 0 for never, as by default
     * @return a view of the same pool
     * @throws IllegalArgumentException if it is below 0
     */
    public TaskSubmitter withRetries(int times) {
        return new TaskSubmitter(engine(), options().withRetries(times));
    }

    /**
     * A view whose {@code map} and {@code starmap} end with the first failure, whichever item it is of: what has not started does not start, and what runs is
     * ended as by {@link AsyncResult#cancel}. By default all items run, and the failure with the lowest index is thrown (Python's way).
     *
     * @return a view of the same pool
     */
    public TaskSubmitter withFailFast() {
        return new TaskSubmitter(engine(), options().withFailFast());
    }

    /**
     * A view whose {@code imap} and {@code imapUnordered} have so many items under way or waiting to be taken, at most: no more of the input is pulled. By
     * default it is four chunks for each worker, or about four milliseconds of work.
     *
     * @param items at least 1; fewer than there are workers keep some of them idle
     * @return a view of the same pool
     * @throws IllegalArgumentException if it is below 1
     */
    public TaskSubmitter withWindow(int items) {
        return new TaskSubmitter(engine(), options().withWindow(items));
    }

    /**
     * Runs a task for each item and waits for all. One that fails does not keep the others from running; the failure with the lowest index is
     * thrown when all have ended.
     *
     * @param <A> type of the argument
     * @param <R> type of the result
     * @param task what to run
     * @param items the argument of each run; of any length, pulled in the calling thread
     * @return the results in the order of the items, in a list of fixed size; numbers of one kind are boxed when they are read
     * @throws io.processpool.RuntimeError if a lock is in an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if an item threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran an item
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, R> List<R> map(RemoteFunction<? super A, ? extends R> task, Iterable<? extends A> items) {
        return runAll("map", task, items);
    }

    /**
     * Runs a task for each item and waits for all. One that fails does not keep the others from running; the failure with the lowest index is
     * thrown when all have ended.
     *
     * @param <A> type of the argument
     * @param task what to run
     * @param items the argument of each run; of any length, pulled in the calling thread
     * @throws io.processpool.RuntimeError if a lock is in an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task or an argument cannot travel, or the result
     * @throws TaskException if an item threw a checked exception or an {@link Error}, which is its cause
     * @throws WorkerDiedException if the worker ended while it ran an item
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A> void map(RemoteConsumer<? super A> task, Iterable<? extends A> items) {
        runAllVoid("map", Tasks.of(task), items);
    }

    /**
     * Runs a task for each item, waits for all, and tells what became of each: no failure of an item is thrown, be it that of the task, the death of its worker,
     * a time-out, or that the item or its result cannot travel.
     *
     * @param <A> type of the argument
     * @param <R> type of the result
     * @param task what to run
     * @param items the argument of each run; held until all have ended
     * @return the outcomes in the order of the items, in a list of fixed size
     * @throws io.processpool.RuntimeError if a lock is in an argument, or captured by the task
     * @throws io.processpool.SerializationException if the task cannot travel
     * @throws java.util.concurrent.CancellationException if the pool is terminated, or the calling thread interrupted (it stays so)
     * @throws IllegalStateException if the pool is not running
     */
    public <A, R> List<Outcome<R>> mapOutcomes(
            RemoteFunction<? super A, ? extends R> task, Iterable<? extends A> items) {
        return runOutcomes("mapOutcomes", task, items);
    }

    /**
     * Hands a task for each item to the workers and returns at once; the items have been taken as they are now.
     *
     * @param <A> type of the argument
     * @param <R> type of the result
     * @param task what to run
     * @param items the argument of each run; of any length, pulled in the calling thread
     * @return the results to come, in the order of the items; refused items are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A, R> AsyncResult<List<R>> mapAsync(
            RemoteFunction<? super A, ? extends R> task, Iterable<? extends A> items) {
        return submitAll("mapAsync", task, items);
    }

    /**
     * Hands a task for each item to the workers and returns at once; the items have been taken as they are now.
     *
     * @param <A> type of the argument
     * @param task what to run
     * @param items the argument of each run; of any length, pulled in the calling thread
     * @return completes when all have ended; refused items are its failure
     * @throws IllegalStateException if the pool is not running
     */
    public <A> AsyncResult<Void> mapAsync(RemoteConsumer<? super A> task, Iterable<? extends A> items) {
        return submitAllVoid("mapAsync", Tasks.of(task), items);
    }

    /**
     * Runs a task for each item and gives the results as they come, in the order of the items. Returns at once.
     *
     * @param <A> type of the argument
     * @param <R> type of the result
     * @param task what to run
     * @param items the argument of each run; pulled as results are taken, and may be endless
     * @return the results; to be closed, or taken to the end
     * @throws io.processpool.RuntimeError if a lock is captured by the task; a lock in an item is thrown by the iterator
     * @throws io.processpool.SerializationException if the task cannot travel
     * @throws IllegalStateException if the pool is not running
     */
    public <A, R> ResultIterator<R> imap(RemoteFunction<? super A, ? extends R> task, Iterable<? extends A> items) {
        return iterate("imap", task, items, Delivery.IN_ORDER);
    }

    /**
     * Runs a task for each item and gives the results as they come, in the order of the items. Returns at once.
     *
     * @param <A> type of the argument
     * @param task what to run
     * @param items the argument of each run; pulled as results are taken, and may be endless
     * @return the results, all null; to be closed, or taken to the end
     * @throws io.processpool.RuntimeError if a lock is captured by the task; a lock in an item is thrown by the iterator
     * @throws io.processpool.SerializationException if the task cannot travel
     * @throws IllegalStateException if the pool is not running
     */
    public <A> ResultIterator<Void> imap(RemoteConsumer<? super A> task, Iterable<? extends A> items) {
        return iterate("imap", Tasks.of(task), items, Delivery.IN_ORDER);
    }

    /**
     * Runs a task for each item and gives the results as they come, in the order in which they are ready. Returns at once.
     *
     * @param <A> type of the argument
     * @param <R> type of the result
     * @param task what to run
     * @param items the argument of each run; pulled as results are taken, and may be endless
     * @return the results; to be closed, or taken to the end
     * @throws io.processpool.RuntimeError if a lock is captured by the task; a lock in an item is thrown by the iterator
     * @throws io.processpool.SerializationException if the task cannot travel
     * @throws IllegalStateException if the pool is not running
     */
    public <A, R> ResultIterator<R> imapUnordered(
            RemoteFunction<? super A, ? extends R> task, Iterable<? extends A> items) {
        return iterate("imapUnordered", task, items, Delivery.AS_READY);
    }

    /**
     * Runs a task for each item and gives the results as they come, in the order in which they are ready. Returns at once.
     *
     * @param <A> type of the argument
     * @param task what to run
     * @param items the argument of each run; pulled as results are taken, and may be endless
     * @return the results, all null; to be closed, or taken to the end
     * @throws io.processpool.RuntimeError if a lock is captured by the task; a lock in an item is thrown by the iterator
     * @throws io.processpool.SerializationException if the task cannot travel
     * @throws IllegalStateException if the pool is not running
     */
    public <A> ResultIterator<Void> imapUnordered(RemoteConsumer<? super A> task, Iterable<? extends A> items) {
        return iterate("imapUnordered", Tasks.of(task), items, Delivery.AS_READY);
    }
}
