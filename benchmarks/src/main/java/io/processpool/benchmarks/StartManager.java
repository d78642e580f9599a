package io.processpool.benchmarks;

import io.processpool.InterProcessLock;
import io.processpool.manager.Manager;
import io.processpool.manager.ManagerBuilder;

/** A manager, from nothing until its first lock is held: to the second answer of its server. Its end is not counted. */
class StartManager implements Benchmark {
    ManagerBuilder builder() {
        return Manager.builder();
    }

    @Override
    public void open(Pace pace) {}

    @Override
    public double measure() {
        long start = System.nanoTime();
        try (Manager manager = builder().start()) {
            InterProcessLock lock = manager.newLock();
            lock.lock();
            double millis = (System.nanoTime() - start) / 1e6;
            lock.unlock();
            return millis;
        }
    }

    /** What no manager in a JVM of its own can be faster than. */
    @Override
    public Benchmark peer(String row) {
        return new StartBareJvm();
    }

    @Override
    public void close() {}
}
