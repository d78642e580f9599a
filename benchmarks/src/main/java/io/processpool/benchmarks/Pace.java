package io.processpool.benchmarks;

/**
 * How long to measure.
 *
 * @param warmUpNanos how long a side is measured in vain first, if it is compiled as it runs
 * @param rounds of which the median counts
 * @param lapNanos how long a {@link Race} lasts; amounts of work are in proportion
 */
record Pace(long warmUpNanos, int rounds, long lapNanos) {
    static final Pace FULL = new Pace(3_000_000_000L, 7, 500_000_000);
    /** Of a point of a curve. */
    static final Pace POINT = new Pace(2_500_000_000L, 3, 250_000_000);

    static final Pace QUICK = new Pace(1_500_000_000, 3, 150_000_000);

    /** How much to do of what is done in a full measurement. */
    int share(int ofFull) {
        return (int) Math.max(1, ofFull * lapNanos / FULL.lapNanos);
    }
}
