package io.processpool.benchmarks;

import io.processpool.InterProcessLock;
import io.processpool.manager.Manager;
import java.util.List;
import java.util.stream.Stream;

/** Four clients, each with a lock of its own in one manager. */
final class ManagerLocks4 extends RaceBenchmark {
    private static final int CLIENTS = 4;

    private static List<InterProcessLock> workersLocks;

    private Manager manager;
    private List<InterProcessLock> locks = List.of();

    @Override
    public void open(Pace pace) {
        manager = Manager.start();
        List<InterProcessLock> made =
                Stream.generate(manager::newLock).limit(CLIENTS).toList();
        locks = made;
        race = new Race(CLIENTS, pace, () -> workersLocks = made);
    }

    @Override
    public double measure() {
        List<Lap> laps = race.run(client -> Race.lap(() -> lockAndUnlock(workersLocks.get(client))));
        locks.forEach(ManagerLock::checkThatItLocks);
        return perSecond(laps);
    }

    private static boolean lockAndUnlock(InterProcessLock lock) {
        lock.lock();
        lock.unlock();
        return true;
    }

    @Override
    public void close() throws Exception {
        super.close();
        if (manager != null) {
            manager.close();
        }
    }
}
