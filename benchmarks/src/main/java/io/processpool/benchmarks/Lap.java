package io.processpool.benchmarks;

import java.io.Serializable;
import java.util.List;

/** What one worker achieved in a {@link Race}, and in what time. */
record Lap(long successes, long nanos) implements Serializable {
    static long total(List<Lap> laps) {
        return laps.stream().mapToLong(Lap::successes).sum();
    }

    static double seconds(List<Lap> laps) {
        return laps.stream().mapToLong(Lap::nanos).max().orElseThrow() / 1e9;
    }

    static double perSecond(List<Lap> laps) {
        return total(laps) / seconds(laps);
    }

    /** How much of the total the slowest worker did: 1/n is fair. */
    static double slowestShare(List<Lap> laps) {
        return (double) laps.stream().mapToLong(Lap::successes).min().orElseThrow() / total(laps);
    }

    /** How much the slowest worker did of what the fastest did: 1 is fair. */
    static double slowestToFastest(List<Lap> laps) {
        return (double) laps.stream().mapToLong(Lap::successes).min().orElseThrow()
                / laps.stream().mapToLong(Lap::successes).max().orElseThrow();
    }

    /** Fails if the workers' own counts are not what came of them. */
    static void check(List<Lap> laps, long outcome) {
        if (total(laps) != outcome) {
            throw new IllegalStateException("lost updates: " + outcome + " instead of " + total(laps));
        }
    }
}
