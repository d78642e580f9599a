package io.processpool.benchmarks;

import io.processpool.pool.TaskSubmitter;
import java.util.List;

/** {@code map} over tiny items: the price of handing over one item, in bulk. */
class MapTiny extends PoolBenchmark {
    private final int count;
    private final int chunkSize;
    private List<Integer> items;

    /**
     * A map.
     *
     * @param count of items, in a full measurement
     * @param chunkSize of the map, 0 for the default
     */
    MapTiny(int count, int chunkSize) {
        this.count = count;
        this.chunkSize = chunkSize;
    }

    @Override
    public void open(Pace pace) {
        super.open(pace);
        items = Work.items(pace.share(count));
    }

    @Override
    public double measure() {
        TaskSubmitter submitter = chunkSize == 0 ? pool : pool.withChunkSize(chunkSize);
        long start = System.nanoTime();
        List<Integer> squares = submitter.map(Work::square, items);
        double seconds = (System.nanoTime() - start) / 1e9;
        Work.check(squares, items.size());
        return items.size() / seconds;
    }
}
