package io.processpool.examples;

import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Four workers and this program log through Logback into one file, {@code shared.log}. No code hands a lock over:
 * {@code shared-log.xml} names a {@code ProcessFileAppender}, and that does it. Every line and every stack trace is whole.
 */
public final class SharedLog {
    private static final int WORKERS = 4;
    private static final List<Integer> ITEMS =
            IntStream.rangeClosed(1, 1000).boxed().toList();
    private static final Path LOG = Path.of("shared.log");

    private static final String CONFIGURATION = "-Dlogback.configurationFile=shared-log.xml";

    /** Made when it is first used, in each process, and Logback starts with it. */
    private static final class Log {
        static final Logger LOGGER = LoggerFactory.getLogger(SharedLog.class);
    }

    private SharedLog() {}

    public static void main(String[] args) throws IOException {
        // A program of its own has a logback.xml, and needs neither this nor the option for the workers.
        System.setProperty("logback.configurationFile", "shared-log.xml");
        Log.LOGGER.info("{} workers start", WORKERS); // Before the pool is built: the workers inherit what is there.
        int done = 0;
        try (ProcessPool pool = ProcessPool.builder()
                        .processes(WORKERS)
                        .jvmOptions(CONFIGURATION)
                        .build();
                ResultIterator<Integer> results = pool.imapUnordered(SharedLog::doItem, ITEMS)) {
            while (results.hasNext()) {
                results.next();
                if (++done % 100 == 0) {
                    Log.LOGGER.info("{} items are done", done);
                }
            }
        }
        Log.LOGGER.info("done");
        report(Files.readAllLines(LOG));
    }

    static int doItem(int item) {
        Log.LOGGER.info("item {} begins", item);
        try {
            save(item);
            Log.LOGGER.info("item {} is saved", item);
        } catch (UncheckedIOException failed) {
            Log.LOGGER.error("item {} failed", item, failed);
        }
        return item;
    }

    private static void save(int item) {
        if (item % 10 == 0) {
            throw new UncheckedIOException("item " + item + " is not saved", new IOException("no room for " + item));
        }
    }

    private static void report(List<String> lines) {
        List<List<String>> events = new ArrayList<>();
        for (String line : lines) {
            if (line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*")) {
                events.add(new ArrayList<>());
            }
            events.get(events.size() - 1).add(line);
        }
        long failures = events.stream().filter(event -> event.size() > 1).count();
        for (List<String> event : events) {
            if (!isWhole(event)) {
                throw new IllegalStateException("not whole: " + String.join("\n", event));
            }
        }
        System.out.printf(
                "%s: %d events of %d processes, %d of them with a stack trace, %d lines, all whole%n",
                LOG, events.size(), WORKERS + 1, failures, lines.size());
    }

    /** One line, or a line, the exception, its cause, and nothing but frames of the two. */
    private static boolean isWhole(List<String> event) {
        String first = event.get(0).replaceAll("^\\S+ (INFO |ERROR) \\[[^]]+] ", "");
        if (!first.endsWith(" failed")) {
            return event.size() == 1
                    && first.matches("item \\d+ (begins|is saved)|\\d+ items are done|\\d workers start|done");
        }
        String item = first.split(" ")[1];
        return first.equals("item " + item + " failed")
                && event.get(1).equals("java.io.UncheckedIOException: item " + item + " is not saved")
                && event.contains("Caused by: java.io.IOException: no room for " + item)
                && event.stream().skip(2).allMatch(line -> line.startsWith("\t") || line.startsWith("Caused by: "))
                && event.get(event.size() - 1).endsWith(" common frames omitted");
    }
}
