package io.processpool.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Measures several sides in turns, so that what the machine does meanwhile befalls them all. Each round is told on standard error.
 *
 * @param name what is compared
 * @param unit of the figures
 * @param pace how much to measure
 */
record Comparison(String name, String unit, Pace pace) {
    /** Opens and measures; the caller closes. */
    double[] medians(List<Benchmark> sides) throws Exception {
        for (Benchmark side : sides) {
            side.open(pace);
        }
        for (Benchmark side : sides) {
            warmUp(side);
        }
        List<double[]> rounds = new ArrayList<>();
        for (int round = 1; round <= pace.rounds(); round++) {
            rounds.add(measureAll(round, sides));
        }
        double[] medians = new double[sides.size()];
        for (int i = 0; i < medians.length; i++) {
            int side = i;
            medians[i] = median(rounds.stream()
                    .mapToDouble(figures -> figures[side])
                    .sorted()
                    .toArray());
        }
        return medians;
    }

    private void warmUp(Benchmark side) throws Exception {
        long start = System.nanoTime();
        side.measure();
        while (side.warmsUp() && System.nanoTime() - start < pace.warmUpNanos()) {
            side.measure();
        }
    }

    private double[] measureAll(int round, List<Benchmark> sides) throws Exception {
        StringJoiner told = new StringJoiner(", beside ", name + ", round " + round + ": ", " " + unit);
        double[] figures = new double[sides.size()];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = sides.get(i).measure();
            String beside = sides.get(i).beside();
            told.add(String.format(Locale.ROOT, "%.4g", figures[i]) + (beside.isEmpty() ? "" : " (" + beside + ")"));
        }
        System.err.println(told);
        return figures;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
