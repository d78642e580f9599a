package io.processpool.benchmarks;

import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What stands along one edge of a {@link Chart}, and how.
 *
 * @param title what the numbers are, with their unit
 * @param kind how they are spread
 */
record Scale(String title, Kind kind) {
    enum Kind {
        /** From 0, in equal steps. */
        LINEAR,
        /** In powers of ten. */
        LOG,
        /** In powers of two, told in KiB and MiB. */
        LOG_OF_BYTES
    }

    private static final int HIGHEST_POWER = 12;

    /** Where a value lies, in a unit that grows evenly along the edge. */
    double place(double value) {
        return kind == Kind.LINEAR ? value : Math.log(value);
    }

    /** A round value below all that is to be seen. */
    double floor(double lowest) {
        return kind == Kind.LINEAR
                ? 0
                : roundValues(value -> value <= lowest).max().orElse(lowest);
    }

    /** A round value above all that is to be seen. */
    double ceiling(double highest) {
        return roundValues(value -> value >= highest).min().orElse(highest);
    }

    /** Where lines go across, between the two values: some four to ten. */
    double[] ticks(double from, double to) {
        return switch (kind) {
            case LINEAR ->
                DoubleStream.iterate(0, tick -> tick + step(to))
                        .takeWhile(tick -> tick <= to * 1.001)
                        .toArray();
            case LOG ->
                roundValues(value -> value >= from && value <= to && (to / from < 1000 || isPowerOfTen(value)))
                        .toArray();
            case LOG_OF_BYTES ->
                DoubleStream.iterate(1, tick -> tick * 16)
                        .takeWhile(tick -> tick <= to)
                        .toArray();
        };
    }

    /** 1, 2 and 5 times each power of ten, as far as wanted. */
    private static DoubleStream roundValues(DoublePredicate isWanted) {
        return IntStream.rangeClosed(-HIGHEST_POWER, HIGHEST_POWER)
                .mapToDouble(power -> Math.pow(10, power))
                .flatMap(power -> DoubleStream.of(power, 2 * power, 5 * power))
                .filter(isWanted);
    }

    private static boolean isPowerOfTen(double value) {
        double power = Math.log10(value);
        return Math.abs(power - Math.rint(power)) < 1e-9;
    }

    private static double step(double highest) {
        return roundValues(value -> value * 8 <= highest).max().orElse(highest);
    }

    String label(double value) {
        return kind == Kind.LOG_OF_BYTES
                ? scaled(value, 1024, " B", " KiB", " MiB", " GiB")
                : scaled(value, 1000, "", " k", " M", " G");
    }

    private static String scaled(double value, double base, String... units) {
        int unit = 0;
        double rest = value;
        while (rest >= base * 0.999 && unit < units.length - 1) {
            rest /= base;
            unit++;
        }
        return (rest == Math.rint(rest)
                        ? Long.toString((long) rest)
                        : String.format(Locale.ROOT, "%.3g", rest).replaceAll("0+$", ""))
                + units[unit];
    }
}
