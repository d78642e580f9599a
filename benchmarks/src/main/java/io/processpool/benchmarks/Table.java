package io.processpool.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Figures of several lines over one quantity; in a file, a tab-separated row for each value of it, with names at the top.
 *
 * @param names of the quantity, then of the lines
 * @param rows the quantity's value, then the figure of each line, NaN where it has none
 */
record Table(List<String> names, List<double[]> rows) {
    static Table read(Path file) throws IOException {
        List<String> text = Files.readAllLines(file);
        List<double[]> rows = new ArrayList<>();
        for (String row : text.subList(1, text.size())) {
            rows.add(Arrays.stream(row.split("\t"))
                    .mapToDouble(Double::parseDouble)
                    .toArray());
        }
        return new Table(List.of(text.get(0).split("\t")), rows);
    }

    void write(Path file) throws IOException {
        List<String> text = new ArrayList<>(List.of(String.join("\t", names)));
        for (double[] row : rows) {
            text.add(
                    String.join("\t", Arrays.stream(row).mapToObj(Table::format).toList()));
        }
        Files.write(file, text);
    }

    private static String format(double figure) {
        boolean isWhole = figure == Math.rint(figure) && figure < 1e9;
        return isWhole ? Long.toString((long) figure) : String.format(Locale.ROOT, "%.4g", figure);
    }

    /** All figures that there are. */
    double[] figures() {
        return rows.stream()
                .flatMapToDouble(row -> Arrays.stream(row).skip(1))
                .filter(figure -> !Double.isNaN(figure))
                .toArray();
    }

    /** The values of the quantity. */
    double[] values() {
        return rows.stream().flatMapToDouble(row -> DoubleStream.of(row[0])).toArray();
    }
}
