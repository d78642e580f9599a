package io.processpool.benchmarks;

import io.processpool.pool.ResultIterator;
import java.util.ArrayList;
import java.util.List;

/** {@code imapUnordered} over tiny items with a chunk size of 1. */
final class ImapUnordered extends PoolBenchmark {
    private static final int ITEMS = 100_000;

    private final List<Integer> items = Work.items(ITEMS);

    private long expectedSum() {
        return items.stream().mapToLong(Work::square).sum();
    }

    @Override
    public double measure() {
        List<Integer> squares = new ArrayList<>(ITEMS);
        long start = System.nanoTime();
        try (ResultIterator<Integer> results = pool.withChunkSize(1).imapUnordered(Work::square, items)) {
            results.forEachRemaining(squares::add);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long sum = squares.stream().mapToLong(Integer::longValue).sum();
        if (squares.size() != ITEMS || sum != expectedSum()) {
            throw new IllegalStateException("results: " + squares.size() + ", their sum: " + sum);
        }
        return ITEMS / seconds;
    }
}
