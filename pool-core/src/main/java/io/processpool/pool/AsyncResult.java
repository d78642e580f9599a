package io.processpool.pool;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The result of an asynchronous call of a {@link ProcessPool}. It always completes: with a value, with a named failure, or cancelled,
 * whatever a worker, a task or a callback does.
 *
 * <p><b>Callbacks</b> are chained: {@code pool.mapAsync(...).onSuccess(...).onError(...)}. They run one after the other on the pool's
 * callback thread, or the builder's executor, <em>before</em> the result is {@linkplain #ready ready}, as Python's do; those that are
 * added to a result that is ready run at once, in the adding thread. One that throws is logged, and hurts neither the pool nor the
 * result. A callback may ask its own result for the value; {@link ProcessPool#close} and {@link ProcessPool#join()} are refused in one.
 *
 * <p><b>A failure that nobody looks at</b>, by {@code get}, {@code join}, {@link #successful}, {@link #onError} or
 * {@link #toCompletableFuture}, is told once as a warning, at the latest when the pool closes.
 *
 * <p>Thread-safe. What a task did happens-before its result is seen here, as far as memory is shared at all.
 *
 * @param <T> type of the value
 */
public interface AsyncResult<T> extends Future<T> {
    /**
     * Adds a callback for the value (Python's {@code callback}). A failed or cancelled result never calls it.
     *
     * @param callback is given the value, may be null for a task without a result
     * @return this
     */
    AsyncResult<T> onSuccess(Consumer<? super T> callback);

    /**
     * Adds a callback for the failure (Python's {@code error_callback}), which counts as looking at it. It is given what the task threw, or
     * why there is no result; a {@link CancellationException} if the call was cancelled.
     *
     * @param callback is given the failure
     * @return this
     */
    AsyncResult<T> onError(Consumer<? super Throwable> callback);

    /**
     * Whether the result is there and all its callbacks have run. Does not block.
     *
     * @return whether {@link #get()} would return or throw at once
     */
    boolean ready();

    /**
     * Whether the call ended with a value. Does not block.
     *
     * @return true for a value, false for a failure or a cancelled call
     * @throws IllegalStateException if the result is not ready
     */
    boolean successful();

    /**
     * Waits until the result is ready, whatever it is (Python's {@code wait}). Does not count as looking at a failure.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the call goes on
     */
    void await() throws InterruptedException;

    /**
     * Waits until the result is ready, at most for the given time.
     *
     * @param timeout at most so long; zero or less: do not wait
     * @return whether it is ready
     * @throws InterruptedException if the waiting thread is interrupted; the call goes on
     */
    boolean await(Duration timeout) throws InterruptedException;

    /**
     * Waits for the value, at most for the given time.
     *
     * @param timeout at most so long; zero or less: do not wait
     * @return the value
     * @throws TimeoutException if it is not ready by then; the call goes on, and may be asked again
     * @throws ExecutionException if the call failed; the cause is what the task threw, or why there is no result
     * @throws CancellationException if the call was cancelled, or its pool terminated
     * @throws InterruptedException if the waiting thread is interrupted; the call goes on
     */
    T get(Duration timeout) throws InterruptedException, ExecutionException, TimeoutException;

    /**
     * Waits for the value, and fails as the blocking call would: {@code mapAsync(...).join()} is {@code map(...)}, but for an interrupt,
     * which does not cancel the call.
     *
     * @return the value
     * @throws TaskException if the task threw a checked exception or an {@link Error}, which is its cause; an unchecked exception of the
     *     task is thrown itself
     * @throws CancellationException if the call was cancelled, its pool terminated, or the waiting thread interrupted (it stays so)
     */
    T join();

    /**
     * Cancels what has not started yet. The result is cancelled at once.
     *
     * @param mayInterruptIfRunning true: items that run are interrupted, and if that does not end them within the {@linkplain ProcessPoolBuilder#gracePeriod grace
     *     period}, their workers are ended and replaced; false: they go on, and what they give is dropped
     * @return false if the call has ended before
     */
    @Override
    boolean cancel(boolean mayInterruptIfRunning);

    /**
     * A future that completes as this result does. A callback completes it, so what depends on it runs where callbacks run, before the result is {@linkplain
     * #ready ready}; give longer work an executor, as in {@code thenApplyAsync}. Counts as looking at a failure. Cancelling or completing that future does not
     * reach the call.
     *
     * @return a new future
     */
    CompletableFuture<T> toCompletableFuture();
}
