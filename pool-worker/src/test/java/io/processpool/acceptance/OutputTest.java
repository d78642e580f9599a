package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessLock;
import io.processpool.RuntimeError;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.WorkerDiedException;
import io.processpool.sync.ProcessLock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a user's program shows of what its tasks print, and that it shows nothing else. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class OutputTest {
    @TempDir
    private Path directory;

    private Program run(boolean withLogger, Class<?> main) throws Exception {
        Program program = withLogger ? Program.start(directory, main) : Program.startWithoutLogger(directory, main);
        try (program) {
            assertEquals(0, program.awaitEnd(), () -> "exit code; standard error: " + program.err());
        }
        return program;
    }

    // -- lines

    static final class ManyLines {
        static void print(int n) {
            String text = String.valueOf((char) ('a' + n)).repeat(3000);
            for (int i = 0; i < 50; i++) {
                System.out.print(text);
                System.err.print(text);
                System.out.println(text);
                System.err.println(text);
            }
        }

        public static void main(String[] arguments) {
            try (ProcessPool pool = ProcessPool.create(4)) {
                pool.withChunkSize(1).map(ManyLines::print, MapTest.range(20));
                System.out.println("done");
                System.err.println("done");
            }
        }
    }

    @Test
    void linesOfFourWorkersNeverMixAndStandBeforeWhatComesAfterTheCall() throws Exception {
        Program program = run(false, ManyLines.class);
        assertWholeLines(program.out());
        assertWholeLines(program.err());
    }

    private static void assertWholeLines(List<String> lines) {
        assertEquals(20 * 50 + 1, lines.size());
        assertEquals("done", lines.get(lines.size() - 1));
        Map<Character, Integer> counts = new TreeMap<>();
        for (String line : lines.subList(0, lines.size() - 1)) {
            assertEquals(String.valueOf(line.charAt(0)).repeat(6000), line);
            counts.merge(line.charAt(0), 1, Integer::sum);
        }
        assertTrue(counts.values().stream().allMatch(count -> count == 50), () -> "lines: " + counts);
    }

    static final class Alternating {
        public static void main(String[] arguments) {
            try (ProcessPool pool = ProcessPool.create(2)) {
                for (int i = 0; i < 200; i++) {
                    System.out.println(3 * i);
                    pool.apply(
                            n -> {
                                System.out.println(n);
                            },
                            3 * i + 1);
                    System.out.println(3 * i + 2);
                }
            }
        }
    }

    @Test
    void whatATaskPrintedStandsBeforeWhatItsCallerPrintsNext() throws Exception {
        assertEquals(
                MapTest.range(600).stream().map(String::valueOf).toList(),
                run(false, Alternating.class).out());
    }

    static final class LastWords {
        public static void main(String[] arguments) {
            try (ProcessPool pool = ProcessPool.create(1)) {
                pool.apply(() -> System.out.print("no line end, äöü €"));
                try {
                    pool.apply(() -> {
                        System.out.println();
                        System.out.print("last words");
                        Runtime.getRuntime().halt(1);
                    });
                } catch (WorkerDiedException died) {
                    System.out.println("died");
                }
            }
        }
    }

    @Test
    void lastWordsOfAWorkerAreNotLost() throws Exception {
        List<String> lines = run(false, LastWords.class).out();
        assertEquals("no line end", lines.get(0).substring(0, 11));
        assertEquals(List.of("last words", "died"), lines.subList(1, lines.size()));
    }

    static final class Closing {
        private static void greet(String who) {
            try (PrintWriter out = new PrintWriter(System.out)) {
                out.println("hello, " + who);
            }
            System.err.close();
        }

        public static void main(String[] arguments) {
            try (ProcessPool pool = ProcessPool.create(1)) {
                pool.map(Closing::greet, List.of("one", "two"));
                pool.apply(() -> System.err.println("still heard"));
            }
        }
    }

    /** Nobody who closes a writer thinks of the tasks that come after. */
    @Test
    void aTaskThatClosesItsStreamsSilencesNoLaterOne() throws Exception {
        Program program = run(false, Closing.class);
        assertEquals(List.of("hello, one", "hello, two"), program.out());
        assertEquals(List.of("still heard"), program.err());
    }

    // -- nothing that the user did not cause

    static final class Quiet {
        private static InterProcessLock lock;

        static void init(InterProcessLock shared) {
            lock = shared;
        }

        static int log(int n) {
            LoggerFactory.getLogger("task").info("in a task");
            return lock.call(() -> n);
        }

        public static void main(String[] arguments) throws Exception {
            ProcessLock shared = ProcessLock.create();
            try (ProcessPool pool = ProcessPool.builder()
                    .processes(2)
                    .initializer(Quiet::init, shared)
                    .build()) {
                pool.map(Quiet::log, MapTest.range(100));
                pool.imap(Quiet::log, MapTest.range(100)).forEachRemaining(n -> {});
                try {
                    pool.apply(() -> Runtime.getRuntime().halt(9));
                } catch (WorkerDiedException died) {
                    pool.apply(() -> 1);
                }
                try {
                    pool.applyAsync(item -> 1, shared).join();
                } catch (RuntimeError refused) {
                    pool.apply(() -> 2);
                }
                pool.applyAsync(() -> 1).cancel(true);
            }
            ProcessPool terminated = ProcessPool.create(2);
            AsyncResult<List<Integer>> result = terminated.mapAsync(
                    n -> {
                        Thread.sleep(10);
                        return n;
                    },
                    MapTest.range(1000));
            terminated.terminate();
            terminated.join();
            if (!result.isCancelled()) {
                throw new AssertionError("not cancelled");
            }
            ProcessPool.create(2).apply(() -> 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void standardErrorStaysEmpty(boolean withLogger) throws Exception {
        assertEquals(List.of(), run(withLogger, Quiet.class).err());
    }

    static final class Killing {
        public static void main(String[] arguments) {
            try (ProcessPool pool = ProcessPool.create(2)) {
                for (int round = 0; round < 10; round++) {
                    List<Long> pids = pool.withChunkSize(1)
                            .map(n -> ProcessHandle.current().pid(), MapTest.range(50));
                    for (long pid : pids) {
                        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                    }
                }
            }
        }
    }

    @Test
    void workersThatAreKilledWhileIdleCauseNoNoise() throws Exception {
        assertEquals(List.of(), run(false, Killing.class).err());
    }

    static final class Unasked {
        public static void main(String[] arguments) {
            try (ProcessPool pool = ProcessPool.create(1)) {
                pool.applyAsync(item -> 1, ProcessLock.create());
                List<AsyncResult<?>> kept = new ArrayList<>();
                kept.add(pool.applyAsync(() -> {
                    throw new IllegalStateException("nobody asks");
                }));
            }
        }
    }

    @Test
    void failureThatNobodyAsksForIsToldOnStandardErrorOnce() throws Exception {
        List<String> lines = run(false, Unasked.class).err();
        String rule = "Lock objects should only be shared between processes through inheritance";
        assertEquals(1, lines.stream().filter(line -> line.contains(rule)).count(), () -> "lines: " + lines);
        assertEquals(
                1, lines.stream().filter(line -> line.contains("nobody asks")).count(), () -> "lines: " + lines);
        assertTrue(lines.stream().noneMatch(line -> line.contains("SLF4J")), () -> "lines: " + lines);
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("\tat ")), () -> "lines: " + lines);
    }
}
