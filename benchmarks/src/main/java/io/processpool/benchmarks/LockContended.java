package io.processpool.benchmarks;

import io.processpool.shared.SharedLong;
import io.processpool.sync.ProcessLock;
import java.util.List;

/** Processes lock and unlock the same lock as fast as they can, around the increment of a shared counter. */
class LockContended extends RaceBenchmark {
    private static ProcessLock workersLock;
    private static SharedLong workersCounter;

    private final int processes;
    private SharedLong counter;

    /** So many processes. */
    LockContended(int processes) {
        this.processes = processes;
    }

    @Override
    public void open(Pace pace) {
        ProcessLock lock = ProcessLock.create();
        SharedLong counted = SharedLong.createRaw(0);
        counter = counted;
        race = new Race(processes, pace, () -> prepare(lock, counted));
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
        return perSecond(laps);
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
}
