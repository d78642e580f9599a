package io.processpool.benchmarks;

import io.processpool.pool.ProcessPool;
import io.processpool.pool.ProcessPoolBuilder;
import io.processpool.sync.ProcessLock;
import java.util.List;

/** A pool of four workers with an injected lock, from nothing to the first results of four items; its end is not counted. */
class StartPool implements Benchmark {
    private static ProcessLock workersLock;

    private static void prepare(ProcessLock lock) {
        workersLock = lock;
    }

    private static int squareUnderLock(int n) {
        return workersLock.call(() -> n * n);
    }

    ProcessPoolBuilder builder() {
        return ProcessPool.builder();
    }

    @Override
    public void open(Pace pace) {}

    @Override
    public double measure() {
        long start = System.nanoTime();
        try (ProcessPool pool = builder()
                .processes(4)
                .initializer(StartPool::prepare, ProcessLock.create())
                .build()) {
            List<Integer> squares = pool.withChunkSize(1).map(StartPool::squareUnderLock, Work.items(4));
            double millis = (System.nanoTime() - start) / 1e6;
            Work.check(squares, 4);
            return millis;
        }
    }

    @Override
    public void close() {}
}
