package io.processpool.benchmarks;

import io.processpool.shared.SharedLong;
import java.util.List;

/** Two processes add to the same shared number. The peer has no atomic addition and takes the number's lock. */
final class ValueIncrement extends RaceBenchmark {
    private static SharedLong workersNumber;

    private SharedLong number;

    @Override
    public void open(Pace pace) {
        SharedLong shared = SharedLong.create(0);
        number = shared;
        race = new Race(2, pace, () -> workersNumber = shared);
    }

    @Override
    public double measure() {
        number.set(0);
        List<Lap> laps = race.run(worker -> Race.lap(ValueIncrement::increment));
        Lap.check(laps, number.get());
        return perSecond(laps);
    }

    private static boolean increment() {
        workersNumber.getAndAdd(1);
        return true;
    }
}
