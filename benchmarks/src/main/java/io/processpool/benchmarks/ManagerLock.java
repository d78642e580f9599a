package io.processpool.benchmarks;

import io.processpool.InterProcessLock;
import io.processpool.manager.Manager;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One client locks and unlocks a manager's lock: two round trips. */
final class ManagerLock implements Benchmark {
    private static final int CYCLES = 20_000;

    private int cycles;
    private Manager manager;
    private InterProcessLock lock;
    private Lap lap;

    @Override
    public void open(Pace pace) {
        cycles = pace.share(CYCLES);
        manager = Manager.start();
        lock = manager.newLock();
    }

    @Override
    public double measure() {
        long begin = System.nanoTime();
        long longest = 0;
        long before = begin;
        for (int i = 0; i < cycles; i++) {
            lock.lock();
            lock.unlock();
            long now = System.nanoTime();
            longest = Math.max(longest, now - before);
            before = now;
        }
        lap = new Lap(cycles, before - begin, longest);
        checkThatItLocks(lock);
        return lap.nanos() / 1e3 / cycles;
    }

    /** Fails unless the lock keeps another thread out, and only while it is held. */
    static void checkThatItLocks(InterProcessLock lock) {
        lock.lock();
        boolean isTakenTwice = CompletableFuture.supplyAsync(lock::tryLock).join();
        lock.unlock();
        if (isTakenTwice || !lock.tryLock()) {
            throw new IllegalStateException("a lock that does not lock");
        }
        lock.unlock();
    }

    @Override
    public String beside() {
        return Lap.beside(List.of(lap));
    }

    @Override
    public void close() {
        if (manager != null) {
            manager.close();
        }
    }
}
