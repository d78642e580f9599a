package io.processpool.benchmarks;

import com.sun.management.ThreadMXBean;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/** Tells where the time of a tiny item goes: processor time by thread, sleeps and allocation. The last lines of standard output are a table, tab-separated. */
public final class ExpensesMain {
    private static final int WORKERS = 2;
    private static final long WARM_UP_NANOS = 3_000_000_000L;
    private static final long NANOS = 3_000_000_000L;

    /** Runs so many items on a pool. */
    private interface Load {
        void run(ProcessPool pool, List<Integer> items);
    }

    private record Row(String title, int items, Load load) {}

    private static final List<Row> ROWS = List.of(
            new Row("apply", 10_000, (pool, items) -> items.forEach(n -> pool.apply(Work::square, n))),
            new Row("applyAsync", 50_000, ExpensesMain::applyAsync),
            new Row(
                    "map, chunk size 1",
                    500_000,
                    (pool, items) -> pool.withChunkSize(1).map(Work::square, items)),
            new Row("map", 2_000_000, (pool, items) -> pool.map(Work::square, items)),
            new Row("imapUnordered, chunk size 1", 500_000, (pool, items) -> iterate(pool, 1, items)),
            new Row("imapUnordered, chunk size 100", 500_000, (pool, items) -> iterate(pool, 100, items)));

    private ExpensesMain() {}

    private static void applyAsync(ProcessPool pool, List<Integer> items) {
        List<AsyncResult<Integer>> results = new ArrayList<>(items.size());
        items.forEach(n -> results.add(pool.applyAsync(Work::square, n)));
        results.forEach(AsyncResult::join);
    }

    private static void iterate(ProcessPool pool, int chunkSize, List<Integer> items) {
        try (ResultIterator<Integer> squares = pool.withChunkSize(chunkSize).imapUnordered(Work::square, items)) {
            squares.forEachRemaining(square -> {});
        }
    }

    public static void main(String[] arguments) {
        List<String> table = new ArrayList<>();
        for (Row row : ROWS) {
            table.add(measure(row));
            System.err.println(table.get(table.size() - 1));
        }
        System.out.println("for one item\tns\tcaller, ns\treading threads, ns\tparent's JVM, ns\ttasks' threads, ns"
                + "\tworkers' JVMs, ns\tsleeps of the parent\tsleeps of workers\tallocated by the parent, bytes");
        table.forEach(System.out::println);
    }

    private static String measure(Row row) {
        List<Integer> items = Work.items(row.items());
        try (ProcessPool pool = ProcessPool.create(WORKERS)) {
            repeat(row, pool, items, WARM_UP_NANOS);
            Snapshot before = Snapshot.now();
            long start = System.nanoTime();
            long done = repeat(row, pool, items, NANOS);
            long nanos = System.nanoTime() - start;
            return format(row.title(), done, nanos, before, Snapshot.now());
        }
    }

    private static long repeat(Row row, ProcessPool pool, List<Integer> items, long atLeastNanos) {
        long start = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - start < atLeastNanos) {
            row.load().run(pool, items);
            done += items.size();
        }
        return done;
    }

    /** What the parent and its workers have cost until a moment. */
    private record Snapshot(
            Map<Expense.Part, Expense> parent, Map<Expense.Part, Expense> workers, long allocatedBytes) {
        static Snapshot now() {
            long[] children = ProcessHandle.current()
                    .children()
                    .mapToLong(ProcessHandle::pid)
                    .toArray();
            Map<Expense.Part, Expense> parent = new EnumMap<>(Expense.Part.class);
            Map<Expense.Part, Expense> workers = new EnumMap<>(Expense.Part.class);
            for (Expense.Part part : Expense.Part.values()) {
                parent.put(part, Expense.of(ProcessHandle.current().pid(), part));
                workers.put(
                        part,
                        LongStream.of(children)
                                .mapToObj(pid -> Expense.of(pid, part))
                                .reduce(Expense.NONE, Expense::plus));
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated = LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                    .sum();
            return new Snapshot(parent, workers, allocated);
        }
    }

    private static String format(String title, long items, long nanos, Snapshot before, Snapshot after) {
        StringBuilder row =
                new StringBuilder(title).append(String.format(Locale.ROOT, "\t%.0f", (double) nanos / items));
        long parentsSleeps = appendNanos(row, items, before.parent(), after.parent(), Expense.Part.values());
        long workersSleeps =
                appendNanos(row, items, before.workers(), after.workers(), Expense.Part.POOL, Expense.Part.JVM);
        return row.append(String.format(
                        Locale.ROOT,
                        "\t%.4f\t%.4f\t%.0f",
                        (double) parentsSleeps / items,
                        (double) workersSleeps / items,
                        (double) (after.allocatedBytes() - before.allocatedBytes()) / items))
                .toString();
    }

    /** Appends the processor time of each part, and returns the sleeps of all. */
    private static long appendNanos(
            StringBuilder row,
            long items,
            Map<Expense.Part, Expense> before,
            Map<Expense.Part, Expense> after,
            Expense.Part... parts) {
        long sleeps = 0;
        for (Expense.Part part : parts) {
            Expense spent = after.get(part).minus(before.get(part));
            row.append(String.format(Locale.ROOT, "\t%.0f", (double) spent.nanos() / items));
            sleeps += spent.sleeps();
        }
        return sleeps;
    }
}
