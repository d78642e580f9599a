package io.processpool.pool;

import java.util.Arrays;
import java.util.List;

/**
 * Collects the results of the items of a call into its value. Guarded by its call.
 *
 * @param <T> type of the value
 */
interface ResultSink<T> {
    void put(long index, Object result);

    /** Puts the results of neighbouring items, those from {@code from} to before {@code to}. */
    default void putAll(long firstIndex, Object[] results, int from, int to) {
        for (int i = from; i < to; i++) {
            put(firstIndex + i - from, results[i]);
        }
    }

    T value();

    /** Whether an item that cannot travel fails alone, and not the whole call. */
    default boolean takesUnsendable() {
        return false;
    }

    /** Takes a failure as one of the results; false if it is the failure of the call. */
    default boolean putFailure(long index, Throwable failure) {
        return false;
    }

    /** The result of the only item. */
    static <T> ResultSink<T> single() {
        return new Single<>();
    }

    /** Nothing. */
    static ResultSink<Void> none() {
        return new None();
    }

    /**
     * A list in the order of the items.
     *
     * @param expected number of items, as far as known
     */
    static <R> ResultSink<List<R>> list(int expected) {
        return new ListSink<>(expected);
    }

    /**
     * An outcome for each item, in their order.
     *
     * @param items the input
     */
    static <R> ResultSink<List<Outcome<R>>> outcomes(List<?> items) {
        return new Outcomes<>(items);
    }

    /** The length that an array grows to where it needs room up to {@code end}. */
    static int grown(int length, int end) {
        return Math.max(end, length + (length >> 1) + 16);
    }

    /** See {@link #single}. */
    final class Single<T> implements ResultSink<T> {
        private Object result;

        @Override
        public void put(long index, Object value) {
            result = value;
        }

        @Override
        @SuppressWarnings("unchecked") // What the task returned, by its type.
        public T value() {
            return (T) result;
        }
    }

    /** See {@link #none}. */
    final class None implements ResultSink<Void> {
        @Override
        public void put(long index, Object result) {
            // Void tasks return null.
        }

        @Override
        public Void value() {
            return null;
        }
    }

    /** See {@link #outcomes}. */
    final class Outcomes<R> implements ResultSink<List<Outcome<R>>> {
        private final List<?> items;
        private final List<Outcome<R>> outcomes;

        private Outcomes(List<?> items) {
            this.items = items;
            this.outcomes = Arrays.asList(newArray(items.size()));
        }

        @SuppressWarnings("unchecked") // Nothing else is put in.
        private static <R> Outcome<R>[] newArray(int length) {
            return (Outcome<R>[]) new Outcome<?>[length];
        }

        @Override
        @SuppressWarnings("unchecked") // What the task returned, by its type.
        public void put(long index, Object result) {
            outcomes.set((int) index, new Outcome.Success<>(index, (R) result));
        }

        @Override
        public boolean putFailure(long index, Throwable failure) {
            outcomes.set((int) index, new Outcome.Failure<>(index, items.get((int) index), failure));
            return true;
        }

        @Override
        public boolean takesUnsendable() {
            return true;
        }

        @Override
        public List<Outcome<R>> value() {
            return outcomes;
        }
    }
}
