package io.processpool.benchmarks;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * What one worker achieved in a {@link Race}.
 *
 * @param successes how often it did what it was to do
 * @param nanos in what time
 * @param longestNanos the longest time between two looks at the clock; no wait was longer
 */
record Lap(long successes, long nanos, long longestNanos) implements Serializable {
    static long total(List<Lap> laps) {
        return laps.stream().mapToLong(Lap::successes).sum();
    }

    static double seconds(List<Lap> laps) {
        return laps.stream().mapToLong(Lap::nanos).max().orElseThrow() / 1e9;
    }

    static double perSecond(List<Lap> laps) {
        return total(laps) / seconds(laps);
    }

    /** How much the slowest worker did of what the fastest did: 1 is fair. */
    static double slowestToFastest(List<Lap> laps) {
        return (double) laps.stream().mapToLong(Lap::successes).min().orElseThrow()
                / laps.stream().mapToLong(Lap::successes).max().orElseThrow();
    }

    static double longestMillis(List<Lap> laps) {
        return laps.stream().mapToLong(Lap::longestNanos).max().orElseThrow() / 1e6;
    }

    /** The longest wait and how fair it was, in words. */
    static String beside(List<Lap> laps) {
        return String.format(
                Locale.ROOT, "longest wait %.2f ms, slowest/fastest %.2f", longestMillis(laps), slowestToFastest(laps));
    }

    /** Fails if the workers' own counts are not what came of them. */
    static void check(List<Lap> laps, long outcome) {
        if (total(laps) != outcome) {
            throw new IllegalStateException("lost updates: " + outcome + " instead of " + total(laps));
        }
    }
}
