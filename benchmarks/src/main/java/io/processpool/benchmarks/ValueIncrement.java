package io.processpool.benchmarks;

import io.processpool.shared.SharedLong;
import java.util.List;

/** Two processes add to the same shared number. The peer has no atomic addition and takes the number's lock. */
final class ValueIncrement implements Benchmark {
    private static SharedLong workersNumber;

    private SharedLong number;
    private Race race;

    @Override
    public void open() {
        SharedLong shared = SharedLong.create(0);
        number = shared;
        race = new Race(2, () -> workersNumber = shared);
    }

    @Override
    public double measure() {
        number.set(0);
        List<Lap> laps = race.run(worker -> Race.lap(ValueIncrement::increment));
        Lap.check(laps, number.get());
        return Lap.perSecond(laps);
    }

    private static boolean increment() {
        workersNumber.getAndAdd(1);
        return true;
    }

    @Override
    public void close() {
        if (race != null) {
            race.close();
        }
    }
}
