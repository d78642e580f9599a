package io.processpool.benchmarks;

import io.processpool.pool.ProcessPool;

/** What the rows about dispatch have in common: a pool. */
abstract class PoolBenchmark implements Benchmark {
    private final int workers;
    ProcessPool pool;

    /** With two workers. */
    PoolBenchmark() {
        this(2);
    }

    /** With so many workers. */
    PoolBenchmark(int workers) {
        this.workers = workers;
    }

    int workers() {
        return workers;
    }

    @Override
    public void open(Pace pace) {
        pool = ProcessPool.create(workers);
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
