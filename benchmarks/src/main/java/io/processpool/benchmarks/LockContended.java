package io.processpool.benchmarks;

import io.processpool.shared.SharedLong;
import io.processpool.sync.ProcessLock;
import java.util.List;

/** Processes lock and unlock the same lock as fast as they can, around the increment of a shared counter. */
final class LockContended implements Benchmark {
    private static ProcessLock workersLock;
    private static SharedLong workersCounter;

    private final int processes;
    private SharedLong counter;
    private Race race;

    /** So many processes. */
    LockContended(int processes) {
        this.processes = processes;
    }

    @Override
    public void open() {
        ProcessLock lock = ProcessLock.create();
        SharedLong counted = SharedLong.createRaw(0);
        counter = counted;
        race = new Race(processes, () -> prepare(lock, counted));
    }

    private static void prepare(ProcessLock lock, SharedLong counter) {
        workersLock = lock;
        workersCounter = counter;
    }

    @Override
    public double measure() {
        counter.set(0);
        List<Lap> laps = race.run(worker -> Race.lap(LockContended::increment));
        Lap.check(laps, counter.get());
        System.err.printf(
                "lock.contended%d: ours, the slowest did %.2f of the fastest%n", processes, Lap.slowestToFastest(laps));
        return Lap.perSecond(laps);
    }

    private static boolean increment() {
        workersLock.lock();
        try {
            workersCounter.set(workersCounter.get() + 1);
        } finally {
            workersLock.unlock();
        }
        return true;
    }

    @Override
    public void close() {
        if (race != null) {
            race.close();
        }
    }
}
