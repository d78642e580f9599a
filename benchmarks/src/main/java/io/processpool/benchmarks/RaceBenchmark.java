package io.processpool.benchmarks;

import java.util.List;

/** What the rows have in common whose workers race for something. */
abstract class RaceBenchmark implements Benchmark {
    Race race;

    /** Of the last race. */
    private List<Lap> laps = List.of();

    /** Keeps what the workers achieved, for {@link #beside}, and returns how often they did it in a second. */
    double perSecond(List<Lap> ofLastRace) {
        laps = ofLastRace;
        return Lap.perSecond(laps);
    }

    double longestWaitMillis() {
        return Lap.longestMillis(laps);
    }

    @Override
    public String beside() {
        return Lap.beside(laps);
    }

    @Override
    public void close() throws Exception {
        if (race != null) {
            race.close();
        }
    }
}
