package io.processpool.acceptance;

import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ten million items, in a JVM with so small a heap that eight bytes left of each would not fit; so are those of its two workers. It prints the sum of the
 * results, and what is in use after a collection, here and there, after each million.
 */
final class FlatMemoryProgram {
    static final int MILLION = 1_000_000;
    static final int ITEMS = 10 * MILLION;

    private static final int MOST_QUEUED = 1000;

    private static int done;

    private FlatMemoryProgram() {}

    /**
     * Runs.
     *
     * @param arguments which kind of call, and the file to which workers write what they use
     * @throws InterruptedException if somebody interrupts it
     */
    public static void main(String[] arguments) throws InterruptedException {
        Path log = Path.of(arguments[1]);
        try (ProcessPool pool = ProcessPool.builder()
                .processes(2)
                .jvmOptions("-Xmx32m")
                .maxQueuedItems(MOST_QUEUED)
                .build()) {
            switch (arguments[0]) {
                case "imapUnordered" -> iterate(pool.imapUnordered(n -> work(n, log), items()));
                case "stream" -> sum(pool.imap(n -> work(n, log), items()).stream());
                default -> apply(pool, log);
            }
        }
    }

    private static Iterable<Integer> items() {
        return () -> IntStream.range(0, ITEMS).iterator();
    }

    private static int work(int n, Path log) throws IOException {
        if (++done % MILLION == 0) {
            Marks.append(log, usedBytes());
        }
        return n;
    }

    private static void iterate(ResultIterator<Integer> results) {
        long sum = 0;
        int count = 0;
        for (int result : results) {
            sum += result;
            count++;
            tellEachMillion(count);
        }
        System.out.println("count=" + count + ", sum=" + sum);
    }

    private static void sum(Stream<Integer> results) {
        int[] count = new int[1];
        try (results) {
            long sum = results.peek(result -> tellEachMillion(++count[0]))
                    .mapToLong(Integer::longValue)
                    .sum();
            System.out.println("count=" + count[0] + ", sum=" + sum);
        }
    }

    /** Asynchronous calls, which wait while a thousand of them are open. */
    private static void apply(ProcessPool pool, Path log) throws InterruptedException {
        LongAdder count = new LongAdder();
        LongAdder sum = new LongAdder();
        for (Iterator<Integer> items = items().iterator(); items.hasNext(); ) {
            int n = items.next();
            pool.applyAsync(item -> work(item, log), n).onSuccess(result -> {
                count.increment();
                sum.add(result);
            });
            tellEachMillion(n + 1);
        }
        pool.shutdown();
        pool.join();
        System.out.println("count=" + count + ", sum=" + sum);
    }

    private static void tellEachMillion(int count) {
        if (count % MILLION == 0) {
            System.out.println("used " + usedBytes());
        }
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The figures behind a word, in lines that may start with it. */
    static List<Long> figures(List<String> lines, String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word))
                .map(line -> Long.valueOf(line.substring(word.length()).strip()))
                .toList();
    }
}
