package io.processpool.benchmarks;

import io.processpool.sync.ProcessLock;

/** One thread locks and unlocks a lock that nobody else wants; the loop is counted in, as it is for the peer. */
final class LockUncontended implements Benchmark {
    private static final int CYCLES = 20_000_000;

    private ProcessLock lock;
    private long protectedByIt;

    @Override
    public void open() {
        lock = ProcessLock.create();
    }

    @Override
    public double measure() {
        protectedByIt = 0;
        long start = System.nanoTime();
        for (int i = 0; i < CYCLES; i++) {
            lock.lock();
            try {
                protectedByIt++;
            } finally {
                lock.unlock();
            }
        }
        double nanos = System.nanoTime() - start;
        if (protectedByIt != CYCLES) {
            throw new IllegalStateException("lost updates: " + protectedByIt);
        }
        return nanos / CYCLES;
    }

    @Override
    public void close() {
        // The lock lives in memory that goes with this JVM.
    }
}
