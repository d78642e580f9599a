package io.processpool.benchmarks;

import static io.processpool.benchmarks.Curve.Line;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures the curves of {@code docs/performance.md} and draws them: {@code [--draw] [NAME...]}. Each is a table of figures and a picture of it, in the
 * directory that the property {@code pictures} names; with {@code --draw} the tables that are there are drawn again.
 */
public final class CurvesMain {
    private static final List<Integer> UP_TO_8 =
            IntStream.rangeClosed(1, 8).boxed().toList();
    private static final List<Integer> POWERS_OF_10 = powers(10, 8);
    private static final List<Integer> CHUNKS = powers(10, 6);
    private static final int MANY = 100_000;
    private static final List<Integer> BYTES = powers(4, 14);
    private static final List<Integer> SHARED_BYTES = powers(8, 8).subList(1, 8);

    private static final Scale ITEMS = new Scale("items in one map", Scale.Kind.LOG);
    private static final Scale CHUNK = new Scale("items in a chunk", Scale.Kind.LOG);
    private static final Scale WORKERS = new Scale("workers (on 2 cores)", Scale.Kind.LINEAR);
    private static final Scale PROCESSES = new Scale("processes that want the lock (on 2 cores)", Scale.Kind.LINEAR);
    private static final Scale SHARED = new Scale("size of what a thousand tasks read", Scale.Kind.LOG_OF_BYTES);
    private static final Scale ARGUMENT = new Scale("size of an argument", Scale.Kind.LOG_OF_BYTES);
    private static final Scale PER_SECOND = new Scale("items per second", Scale.Kind.LOG);

    private static final List<Curve> CURVES = List.of(
            new Curve(
                    "items",
                    "A map of tiny items: throughput over their number",
                    ITEMS,
                    PER_SECOND,
                    List.of(
                            new Line("ours, default chunks", POWERS_OF_10, n -> new MapTiny(n, 0)),
                            Line.cPython("CPython, default", POWERS_OF_10, n -> "map:2:" + n + ":0"),
                            new Line("ours, chunk size 1", POWERS_OF_10.subList(0, 7), n -> new MapTiny(n, 1)),
                            Line.cPython("CPython, size 1", POWERS_OF_10.subList(0, 6), n -> "map:2:" + n + ":1"))),
            new Curve(
                    "chunks",
                    "Tiny items: throughput over the chunk size",
                    CHUNK,
                    PER_SECOND,
                    List.of(
                            new Line("ours, map", CHUNKS, n -> new MapTiny(MANY, n)),
                            Line.cPython("CPython, map", CHUNKS, n -> "map:2:" + MANY + ":" + n),
                            new Line("ours, imapUnordered", CHUNKS, n -> new ImapUnordered(MANY, n)),
                            Line.cPython("CPython, imap_unordered", CHUNKS, n -> "imap:" + MANY + ":" + n))),
            new Curve(
                    "workers-cpu",
                    "A CPU-bound batch: throughput over workers",
                    WORKERS,
                    new Scale("hashes of 4 MiB per second", Scale.Kind.LINEAR),
                    List.of(
                            new Line("ours", UP_TO_8, CpuBatch::new),
                            Line.cPython("CPython", UP_TO_8, n -> "cpu:" + n))),
            new Curve(
                    "workers-tiny",
                    "A map of a million tiny items, default chunks: throughput over workers",
                    WORKERS,
                    new Scale("items per second", Scale.Kind.LINEAR),
                    List.of(
                            new Line("ours", UP_TO_8, n -> new MapTiny(n, 1_000_000, 0)),
                            Line.cPython("CPython", UP_TO_8, n -> "map:" + n + ":1000000:0"))),
            new Curve(
                    "bytes",
                    "byte[] arguments, one for each task: throughput over their size",
                    ARGUMENT,
                    new Scale("MiB per second", Scale.Kind.LOG),
                    List.of(new Line("ours", BYTES, Bytes::new), Line.cPython("CPython", BYTES, n -> "bytes:" + n))),
            new Curve(
                    "broadcast",
                    "A thousand tasks that read the same bytes: throughput over their size",
                    SHARED,
                    new Scale("tasks per second", Scale.Kind.LOG),
                    List.of(
                            shared("ours, broadcast", SharedArgument.Way.BROADCAST),
                            shared("ours, captured", SharedArgument.Way.CAPTURED),
                            shared("ours, as argument", SharedArgument.Way.ARGUMENT),
                            Line.cPython("CPython, argument", SHARED_BYTES, n -> "shared:" + n))),
            new Curve(
                    "locks",
                    "One lock around an increment: throughput over processes",
                    PROCESSES,
                    new Scale("locks per second", Scale.Kind.LOG),
                    List.of(
                            new Line("ours", UP_TO_8, LockContended::new),
                            Line.cPython("CPython", UP_TO_8, n -> "locks:" + n))),
            new Curve(
                    "lock-waits",
                    "One lock around an increment: the longest wait over processes",
                    PROCESSES,
                    new Scale("longest wait, ms", Scale.Kind.LOG),
                    List.of(
                            new Line("ours", UP_TO_8, LockWaits::new),
                            Line.cPython("CPython", UP_TO_8, n -> "waits:" + n))));

    private CurvesMain() {}

    public static void main(String[] arguments) throws Exception {
        List<String> names = new ArrayList<>(Arrays.asList(arguments));
        boolean isMeasured = !names.remove("--draw");
        Path directory = Path.of(System.getProperty("pictures"));
        for (Curve curve : CURVES) {
            if (names.isEmpty() || names.contains(curve.name())) {
                Path file = directory.resolve(curve.name() + ".tsv");
                if (isMeasured) {
                    curve.measure(Pace.POINT).write(file);
                }
                Files.writeString(
                        directory.resolve(curve.name() + ".svg"),
                        Chart.draw(curve.title(), Table.read(file), curve.x(), curve.y()));
            }
        }
    }

    private static Line shared(String name, SharedArgument.Way way) {
        return new Line(name, SHARED_BYTES, length -> new SharedArgument(length, way));
    }

    private static List<Integer> powers(int base, int count) {
        return IntStream.iterate(1, power -> power * base).limit(count).boxed().toList();
    }
}
