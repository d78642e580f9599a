package io.processpool.pool;

import java.util.Arrays;
import java.util.List;

/** See {@link ResultSink#list}. Numbers of one kind stay unboxed for as long as nothing else comes. */
final class ListSink<R> implements ResultSink<List<R>> {
    private final int expected;

    // states: both null -> numbers -> results, or results at once. The other one is null.
    private NumberColumn numbers;
    private Object[] results;
    private int size; // of the results

    ListSink(int expected) {
        this.expected = expected;
    }

    @Override
    public void put(long index, Object result) {
        putAll(index, new Object[] {result}, 0, 1);
    }

    @Override
    public void putAll(long firstIndex, Object[] values, int from, int to) {
        int at = Math.toIntExact(firstIndex);
        if (numbers == null && results == null) {
            numbers = NumberColumn.like(values[from], expected);
        }
        if (numbers == null || !numbers.putAll(at, values, from, to)) {
            putObjects(at, values, from, to);
        }
    }

    /** The collector's barrier for one element of an old array costs more than to read the element; here there is one for all. */
    private void putObjects(int at, Object[] values, int from, int to) {
        makeRoom(Math.addExact(at, to - from));
        System.arraycopy(values, from, results, at, to - from);
    }

    private void makeRoom(int end) {
        if (results == null) {
            box();
        }
        if (end > results.length) {
            results = Arrays.copyOf(results, ResultSink.grown(results.length, end));
        }
        size = Math.max(size, end);
    }

    private void box() {
        results = numbers == null ? new Object[expected] : numbers.boxed(expected);
        size = numbers == null ? 0 : numbers.size();
        numbers = null;
    }

    @Override
    public List<R> value() {
        return numbers != null ? new NumberList<>(numbers.trimmed()) : listed();
    }

    @SuppressWarnings("unchecked") // What the task returned, by its type.
    private List<R> listed() {
        if (results == null) {
            return (List<R>) Arrays.asList();
        }
        return (List<R>) Arrays.asList(size == results.length ? results : Arrays.copyOf(results, size));
    }
}
