package io.processpool.benchmarks;

import io.processpool.pool.ProcessPool;
import java.util.List;

/** {@code map} over tiny items with a chunk size of 1: the price of handing over one item, in bulk. */
final class MapChunkOne implements Benchmark {
    private static final int ITEMS = 300_000;

    private ProcessPool pool;
    private List<Integer> items;

    @Override
    public void open() {
        pool = ProcessPool.create(2);
        items = Work.items(ITEMS);
    }

    @Override
    public double measure() {
        long start = System.nanoTime();
        List<Integer> squares = pool.withChunkSize(1).map(Work::square, items);
        double seconds = (System.nanoTime() - start) / 1e9;
        Work.check(squares, ITEMS);
        return ITEMS / seconds;
    }

    @Override
    public void close() {
        pool.close();
    }
}
