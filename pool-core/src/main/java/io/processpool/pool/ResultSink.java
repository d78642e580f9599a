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

    T value();

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
        return new Listing<>(expected);
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

    /** See {@link #list}. */
    final class Listing<R> implements ResultSink<List<R>> {
        private Object[] results;
        private int size;

        private Listing(int expected) {
            results = new Object[expected];
        }

        @Override
        public void put(long index, Object result) {
            int at = Math.toIntExact(index);
            if (at >= results.length) {
                results = Arrays.copyOf(results, Math.max(at + 1, results.length + (results.length >> 1) + 16));
            }
            results[at] = result;
            size = Math.max(size, at + 1);
        }

        @Override
        @SuppressWarnings("unchecked") // What the task returned, by its type.
        public List<R> value() {
            return (List<R>) Arrays.asList(size == results.length ? results : Arrays.copyOf(results, size));
        }
    }
}
