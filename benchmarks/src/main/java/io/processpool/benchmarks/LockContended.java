package io.processpool.benchmarks;

import io.processpool.shared.SharedLong;
import io.processpool.sync.ProcessLock;
import java.util.List;

/** Two processes lock and unlock the same lock as fast as they can, around the increment of a shared counter. */
final class LockContended implements Benchmark {
    private static ProcessLock workersLock;
    private static SharedLong workersCounter;

    private SharedLong counter;
    private Race race;

    @Override
    public void open() {
        ProcessLock lock = ProcessLock.create();
        SharedLong counted = SharedLong.createRaw(0);
        counter = counted;
        race = new Race(2, () -> prepare(lock, counted));
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
        System.err.printf("lock.contended2: ours, the slower's share %.3f%n", Lap.slowestShare(laps));
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
