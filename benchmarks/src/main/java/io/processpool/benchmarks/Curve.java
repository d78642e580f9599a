package io.processpool.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * A picture of {@code docs/performance.md}: how something grows with one quantity.
 *
 * @param name of its files
 * @param title what it shows
 * @param x the quantity
 * @param y what is measured
 * @param lines of ours and of peers
 */
record Curve(String name, String title, Scale x, Scale y, List<Line> lines) {
    /**
     * One line.
     *
     * @param name in the legend; ours begins with "ours"
     * @param values of the quantity for which it is measured
     * @param side makes what is measured for a value
     */
    record Line(String name, List<Integer> values, IntFunction<Benchmark> side) {
        static Line cPython(String name, List<Integer> values, IntFunction<String> point) {
            return new Line(name, values, value -> PeerProcess.cPython(point.apply(value)));
        }
    }

    /** Measures all lines in turns for one value after the other. */
    Table measure(Pace pace) throws Exception {
        List<String> names = new ArrayList<>(List.of(x.title()));
        lines.forEach(line -> names.add(line.name()));
        List<double[]> rows = new ArrayList<>();
        TreeSet<Integer> values = new TreeSet<>();
        lines.forEach(line -> values.addAll(line.values()));
        for (int value : values) {
            rows.add(measure(value, pace));
        }
        return new Table(names, rows);
    }

    private double[] measure(int value, Pace pace) throws Exception {
        Map<Integer, Benchmark> sides = new LinkedHashMap<>();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).values().contains(value)) {
                sides.put(line, lines.get(line).side().apply(value));
            }
        }
        double[] row = new double[1 + lines.size()];
        Arrays.fill(row, Double.NaN);
        row[0] = value;
        try {
            double[] medians =
                    new Comparison(name + " at " + value, y.title(), pace).medians(List.copyOf(sides.values()));
            int i = 0;
            for (int line : sides.keySet()) {
                row[1 + line] = medians[i++];
            }
        } finally {
            for (Benchmark side : sides.values()) {
                side.close();
            }
        }
        return row;
    }
}
