package io.processpool.pool;

/**
 * What became of one item of {@link TaskSubmitter#mapOutcomes}: a value or a failure.
 *
 * <pre>{@code
 * for (Outcome<Integer> outcome : pool.mapOutcomes(Orders::price, orders)) {
 *     if (outcome instanceof Outcome.Failure<Integer> failed) {
 *         retryLater(failed.item(), failed.error());
 *     }
 * }
 * }</pre>
 *
 * @param <R> type of the results
 */
public sealed interface Outcome<R> {
    /**
     * The item.
     *
     * @return its index within the input, from 0
     */
    long index();

    /**
     * The item ended with a value.
     *
     * @param <R> type of the result
     * @param index of the item within the input, from 0
     * @param value what the task returned, may be null
     */
    record Success<R>(long index, R value) implements Outcome<R> {}

    /**
     * The item failed.
     *
     * @param <R> type of the results
     * @param index of the item within the input, from 0
     * @param item the argument itself, as it was given
     * @param error what the task threw, or why there is no result: {@link WorkerDiedException}, {@link TaskTimeoutException}, {@link
     *     io.processpool.SerializationException}
     */
    record Failure<R>(long index, Object item, Throwable error) implements Outcome<R> {}
}
