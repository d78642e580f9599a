package io.processpool.benchmarks;

import io.processpool.sync.ProcessLock;

/** One thread locks and unlocks a lock that nobody else wants; the loop is counted in, as it is for the peer. */
final class LockUncontended implements Benchmark {
    private static final int CYCLES = 20_000_000;

    private int cycles;
    private ProcessLock lock;
    private long protectedByIt;

    @Override
    public void open(Pace pace) {
        cycles = pace.share(CYCLES);
        lock = ProcessLock.create();
    }

    @Override
    public double measure() {
        protectedByIt = 0;
        long start = System.nanoTime();
        for (int i = 0; i < cycles; i++) {
            lock.lock();
            try {
                protectedByIt++;
            } finally {
                lock.unlock();
            }
        }
        double nanos = System.nanoTime() - start;
        if (protectedByIt != cycles) {
            throw new IllegalStateException("lost updates: " + protectedByIt);
        }
        return nanos / cycles;
    }

    @Override
    public void close() {
        // The lock lives in memory that goes with this JVM.
    }
}
