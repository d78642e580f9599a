package io.processpool.benchmarks;

import io.processpool.shared.SharedInt;
import io.processpool.sync.ProcessLock;
import java.util.List;

/** Two processes take turns: each looks under the lock whether it is its turn, until it is, then passes the turn on. */
final class LockPingPong implements Benchmark {
    private static ProcessLock workersLock;
    private static SharedInt workersTurns;

    private SharedInt turns;
    private Race race;

    @Override
    public void open() {
        ProcessLock lock = ProcessLock.create();
        SharedInt taken = SharedInt.createRaw(0);
        turns = taken;
        race = new Race(2, () -> prepare(lock, taken));
    }

    private static void prepare(ProcessLock lock, SharedInt turns) {
        workersLock = lock;
        workersTurns = turns;
    }

    @Override
    public double measure() {
        turns.set(0);
        List<Lap> laps = race.run(player -> Race.lap(() -> takeTurn(player)));
        Lap.check(laps, turns.get());
        checkAlternation(laps.get(0).successes(), laps.get(1).successes());
        return Lap.seconds(laps) * 1e6 / turns.get();
    }

    private static boolean takeTurn(int player) {
        workersLock.lock();
        try {
            int turn = workersTurns.get();
            if (turn % 2 != player) {
                return false;
            }
            workersTurns.set(turn + 1);
            return true;
        } finally {
            workersLock.unlock();
        }
    }

    private static void checkAlternation(long first, long second) {
        if (first != second && first != second + 1) {
            throw new IllegalStateException("turns: " + first + " and " + second);
        }
    }

    @Override
    public void close() {
        if (race != null) {
            race.close();
        }
    }
}
