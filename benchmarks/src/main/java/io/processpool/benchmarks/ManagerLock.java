package io.processpool.benchmarks;

import io.processpool.InterProcessLock;
import io.processpool.manager.Manager;

/** One client locks and unlocks a manager's lock: two round trips. */
final class ManagerLock implements Benchmark {
    private static final int CYCLES = 10_000;

    private Manager manager;
    private InterProcessLock lock;

    @Override
    public void open() {
        manager = Manager.start();
        lock = manager.newLock();
    }

    @Override
    public double measure() {
        long begin = System.nanoTime();
        for (int i = 0; i < CYCLES; i++) {
            lock.lock();
            lock.unlock();
        }
        return (System.nanoTime() - begin) / 1e3 / CYCLES;
    }

    @Override
    public void close() {
        if (manager != null) {
            manager.close();
        }
    }
}
