package io.processpool.benchmarks;

import io.processpool.pool.TaskSubmitter;
import java.util.List;

/** {@code map} over tiny items, again and again: the price of handing over one item. */
class MapTiny extends PoolBenchmark {
    private final int chunkSize;
    private final List<Integer> items;
    private long atLeastNanos;

    /** A map with two workers. */
    MapTiny(int count, int chunkSize) {
        this(2, count, chunkSize);
    }

    /**
     * A map.
     *
     * @param workers of the pool
     * @param count of items
     * @param chunkSize of the map, 0 for the default
     */
    MapTiny(int workers, int count, int chunkSize) {
        super(workers);
        items = Work.items(count);
        this.chunkSize = chunkSize;
    }

    @Override
    public void open(Pace pace) {
        super.open(pace);
        atLeastNanos = pace.lapNanos() / 2;
    }

    @Override
    public double measure() {
        TaskSubmitter submitter = chunkSize == 0 ? pool : pool.withChunkSize(chunkSize);
        long results = 0;
        long nanos = 0;
        while (nanos < atLeastNanos) {
            long start = System.nanoTime();
            List<Integer> squares = submitter.map(Work::square, items);
            nanos += System.nanoTime() - start;
            Work.check(squares, items.size());
            results += squares.size();
        }
        return results * 1e9 / nanos;
    }
}
