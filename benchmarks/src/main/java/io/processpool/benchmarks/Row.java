package io.processpool.benchmarks;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * A row of the table.
 *
 * @param name fixed, since others call it
 * @param unit of both figures
 * @param better which of two figures is better
 * @param benchmark our side
 */
record Row(String name, String unit, Better better, Supplier<Benchmark> benchmark) {
    enum Better {
        HIGHER,
        LOWER
    }

    /** How many times better ours is. */
    double ratio(double ours, double peer) {
        return better == Better.HIGHER ? ours / peer : peer / ours;
    }

    String format(double ours, double peer) {
        return Double.isNaN(peer)
                ? String.format(Locale.ROOT, "%s\t%.4g\t-\t-\t%s", name, ours, unit)
                : String.format(Locale.ROOT, "%s\t%.4g\t%.4g\t%.2f\t%s", name, ours, peer, ratio(ours, peer), unit);
    }
}
