package io.processpool.benchmarks;

import io.processpool.pool.ResultIterator;
import java.util.ArrayList;
import java.util.List;

/** {@code imapUnordered} over tiny items. */
final class ImapUnordered extends PoolBenchmark {
    private final int fullCount;
    private final int chunkSize;
    private List<Integer> items;

    /** Of so many items in a full measurement. */
    ImapUnordered(int fullCount, int chunkSize) {
        this.fullCount = fullCount;
        this.chunkSize = chunkSize;
    }

    @Override
    public void open(Pace pace) {
        super.open(pace);
        items = Work.items(pace.share(fullCount));
    }

    private long expectedSum() {
        return items.stream().mapToLong(Work::square).sum();
    }

    @Override
    public double measure() {
        List<Integer> squares = new ArrayList<>(items.size());
        long start = System.nanoTime();
        try (ResultIterator<Integer> results = pool.withChunkSize(chunkSize).imapUnordered(Work::square, items)) {
            results.forEachRemaining(squares::add);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long sum = squares.stream().mapToLong(Integer::longValue).sum();
        if (squares.size() != items.size() || sum != expectedSum()) {
            throw new IllegalStateException("results: " + squares.size() + ", their sum: " + sum);
        }
        return items.size() / seconds;
    }
}
