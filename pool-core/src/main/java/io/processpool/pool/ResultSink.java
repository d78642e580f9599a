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
        return new Listing<>(expected);
    }

    /**
     * An outcome for each item, in their order.
     *
     * @param items the input
     */
    static <R> ResultSink<List<Outcome<R>>> outcomes(List<?> items) {
        return new Outcomes<>(items);
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
            makeRoom(at + 1);
            results[at] = result;
        }

        /** The collector's barrier for one element of an old array costs more than to read the element; here there is one for all. */
        @Override
        public void putAll(long firstIndex, Object[] values, int from, int to) {
            int at = Math.toIntExact(firstIndex);
            makeRoom(Math.addExact(at, to - from));
            System.arraycopy(values, from, results, at, to - from);
        }

        private void makeRoom(int end) {
            if (end > results.length) {
                results = Arrays.copyOf(results, Math.max(end, results.length + (results.length >> 1) + 16));
            }
            size = Math.max(size, end);
        }

        @Override
        @SuppressWarnings("unchecked") // What the task returned, by its type.
        public List<R> value() {
            return (List<R>) Arrays.asList(size == results.length ? results : Arrays.copyOf(results, size));
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
