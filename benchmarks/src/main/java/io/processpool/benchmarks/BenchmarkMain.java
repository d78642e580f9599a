package io.processpool.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs rows, ours and its peer (CPython's, where a row has no other) in turns, and prints the medians. The last lines of standard output are the table,
 * tab-separated: {@code measure ours peer ratio unit}; the ratio tells how many times better ours is.
 */
public final class BenchmarkMain {
    private static final List<Row> ROWS = List.of(
            new Row("lock.uncontended", "ns", Row.Better.LOWER, LockUncontended::new),
            new Row("lock.contended2", "locks/s", Row.Better.HIGHER, () -> new LockContended(2)),
            new Row("lock.contended4", "locks/s", Row.Better.HIGHER, () -> new LockContended(4)),
            new Row("lock.pingpong", "us", Row.Better.LOWER, () -> new LockPingPong(20_000, 0)),
            new Row("lock.pingpong.asleep", "us", Row.Better.LOWER, () -> new LockPingPong(1_000, 300_000)),
            new Row("lock.sections4", "% inside", Row.Better.HIGHER, LockSections::new),
            new Row("lock.handover", "ms", Row.Better.LOWER, () -> new LockHandOver(true)),
            new Row("lock.handover.unwatched", "ms", Row.Better.LOWER, () -> new LockHandOver(false)),
            new Row("manager.lock", "us", Row.Better.LOWER, ManagerLock::new),
            new Row("manager.locks4", "cycles/s", Row.Better.HIGHER, ManagerLocks4::new),
            new Row("manager.putAll", "ms", Row.Better.LOWER, ManagerPutAll::new),
            new Row("manager.start", "ms", Row.Better.LOWER, StartManager::new),
            new Row("manager.start.archive", "ms", Row.Better.LOWER, StartManagerFromArchive::new),
            new Row("value.increment2", "increments/s", Row.Better.HIGHER, ValueIncrement::new),
            new Row("map.chunk1", "items/s", Row.Better.HIGHER, () -> new MapTiny(1_000_000, 1)),
            new Row("map.default", "items/s", Row.Better.HIGHER, () -> new MapTiny(2_000_000, 0)),
            new Row("apply.roundtrip", "us", Row.Better.LOWER, ApplyRoundTrip::new),
            new Row("applyAsync.pipelined", "calls/s", Row.Better.HIGHER, ApplyAsyncPipelined::new),
            new Row("imapUnordered.chunk1", "items/s", Row.Better.HIGHER, () -> new ImapUnordered(500_000, 1)),
            new Row("executor.submit", "calls/s", Row.Better.HIGHER, ApplyAsyncPipelined::new),
            new Row("bytes.1MiB", "MiB/s", Row.Better.HIGHER, () -> new Bytes(1 << 20)),
            new Row("bytes.16MiB", "MiB/s", Row.Better.HIGHER, () -> new Bytes(16 << 20)),
            new Row("results.1MiB", "MiB/s", Row.Better.HIGHER, () -> new LargeResults(1 << 20)),
            new Row("results.16MiB", "MiB/s", Row.Better.HIGHER, () -> new LargeResults(16 << 20)),
            new Row("start.pool4", "ms", Row.Better.LOWER, StartPool::new),
            new Row("start.pool4.archive", "ms", Row.Better.LOWER, StartPoolFromArchive::new),
            new Row("log.lines4", "lines/s", Row.Better.HIGHER, LogLines::new),
            new Row("log.raw4", "lines/s", Row.Better.HIGHER, LogRaw::new),
            new Row("cpu.batch", "items/s", Row.Better.HIGHER, CpuBatch::new),
            new Row("dispatch.ignite", "items/s", Row.Better.HIGHER, () -> new MapBesideIgnite(1_000_000)));

    private BenchmarkMain() {}

    public static void main(String[] arguments) throws Exception {
        List<String> names = new ArrayList<>(Arrays.asList(arguments));
        Pace pace = names.remove("--quick") ? Pace.QUICK : Pace.FULL;
        Map<String, String> table = new LinkedHashMap<>();
        for (Row row : select(names)) {
            table.put(row.name(), run(row, pace));
        }
        System.out.println("measure\tours\tpeer\tratio\tunit");
        table.values().forEach(System.out::println);
    }

    private static List<Row> select(List<String> names) {
        if (names.isEmpty()) {
            return ROWS;
        }
        for (String name : names) {
            if (ROWS.stream().noneMatch(row -> row.name().equals(name))) {
                System.err.println("Unknown row " + name + "; there are: "
                        + String.join(", ", ROWS.stream().map(Row::name).toList()));
                System.exit(2);
            }
        }
        return ROWS.stream().filter(row -> names.contains(row.name())).toList();
    }

    private static String run(Row row, Pace pace) throws Exception {
        try (Benchmark ours = row.benchmark().get();
                Benchmark peer = ours.peer(row.name())) {
            double[] medians = new Comparison(row.name(), row.unit(), pace).medians(List.of(ours, peer));
            return row.format(medians[0], medians[1]);
        }
    }
}
