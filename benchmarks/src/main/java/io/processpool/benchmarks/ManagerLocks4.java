package io.processpool.benchmarks;

import io.processpool.InterProcessLock;
import io.processpool.manager.Manager;
import java.util.List;
import java.util.stream.Stream;

/** Four clients, each with a lock of its own in one manager. */
final class ManagerLocks4 implements Benchmark {
    private static final int CLIENTS = 4;

    private static List<InterProcessLock> workersLocks;

    private Manager manager;
    private Race race;

    @Override
    public void open() {
        manager = Manager.start();
        List<InterProcessLock> locks =
                Stream.generate(manager::newLock).limit(CLIENTS).toList();
        race = new Race(CLIENTS, () -> workersLocks = locks);
    }

    @Override
    public double measure() {
        return Lap.perSecond(race.run(client -> Race.lap(() -> lockAndUnlock(workersLocks.get(client)))));
    }

    private static boolean lockAndUnlock(InterProcessLock lock) {
        lock.lock();
        lock.unlock();
        return true;
    }

    @Override
    public void close() {
        if (race != null) {
            race.close();
            manager.close();
        }
    }
}
