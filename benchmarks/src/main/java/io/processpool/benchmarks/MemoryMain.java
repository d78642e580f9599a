package io.processpool.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Measures memory: how the parent's grows with the number of items, which it draws into the directory that the property {@code pictures} names, and what a
 * worker takes. The last lines of standard output are two tables, tab-separated, in MiB.
 */
public final class MemoryMain {
    private static final List<Integer> ITEMS = List.of(10_000, 100_000, 1_000_000, 10_000_000);
    private static final int MANY_ITEMS = 10_000_000;
    private static final String SMALL_HEAP = "-Xmx64m";

    private static final Scale X = new Scale("items of one call", Scale.Kind.LOG);
    private static final Scale Y = new Scale("reachable on the parent's heap, MiB", Scale.Kind.LOG);

    private MemoryMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Table reachable = measureReachable();
        List<String> parent = new ArrayList<>();
        for (ParentMemory.Way way : ParentMemory.Way.values()) {
            double[] most = reachable.rows().get(ITEMS.indexOf(MANY_ITEMS));
            parent.add(row(
                    way.title,
                    most[1 + way.ordinal()],
                    run(List.of(), way, MANY_ITEMS),
                    run(List.of(SMALL_HEAP), way, MANY_ITEMS)));
        }
        List<String> workers = WorkerMemory.rows();
        draw(reachable);
        System.out.println("parent, " + MANY_ITEMS + " items\treachable\tresident\tresident with " + SMALL_HEAP);
        parent.forEach(System.out::println);
        System.out.println("worker\tresident\tits own");
        workers.forEach(System.out::println);
    }

    private static Table measureReachable() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>(List.of(X.title()));
        for (ParentMemory.Way way : ParentMemory.Way.values()) {
            names.add("ours, " + way.title);
        }
        List<double[]> rows = new ArrayList<>();
        for (int items : ITEMS) {
            double[] row = new double[names.size()];
            row[0] = items;
            for (ParentMemory.Way way : ParentMemory.Way.values()) {
                row[1 + way.ordinal()] = run(List.of(), way, items, "--collect");
            }
            rows.add(row);
        }
        return new Table(names, rows);
    }

    private static void draw(Table table) throws IOException {
        Path directory = Path.of(System.getProperty("pictures"));
        table.write(directory.resolve("memory.tsv"));
        String picture = Chart.draw("A call of tiny items: memory of the parent over their number", table, X, Y);
        Files.writeString(directory.resolve("memory.svg"), picture);
    }

    /** Runs a parent; NaN if it ends otherwise than well. */
    private static double run(List<String> options, ParentMemory.Way way, int items, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ParentMemory.class.getName(),
                way.name(),
                Integer.toString(items)));
        command.addAll(List.of(arguments));
        Process parent = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(parent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        double mebibytes = parent.waitFor() == 0 ? Double.parseDouble(answer.strip()) : Double.NaN;
        System.err.printf(
                Locale.ROOT,
                "%s of %d items %s: %.1f MiB%n",
                way.title,
                items,
                String.join(" ", options) + String.join(" ", arguments),
                mebibytes);
        return mebibytes;
    }

    /** A tab-separated row; a dash where there is no figure. */
    static String row(String title, double... figures) {
        StringBuilder row = new StringBuilder(title);
        DoubleStream.of(figures)
                .forEach(figure -> row.append('\t')
                        .append(Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, "%.0f", figure)));
        return row.toString();
    }
}
