package io.processpool.benchmarks;

import io.processpool.pool.ProcessPool;

/** What the rows about dispatch have in common: a pool of two workers. */
abstract class PoolBenchmark implements Benchmark {
    static final int WORKERS = 2;

    ProcessPool pool;

    @Override
    public void open(Pace pace) {
        pool = ProcessPool.create(WORKERS);
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
