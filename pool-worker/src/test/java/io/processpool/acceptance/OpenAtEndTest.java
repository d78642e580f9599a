package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program that ends while its pool has open work is told what it loses, unless it, or somebody at the keyboard, wants that. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class OpenAtEndTest {
    private static final int WORKERS = 2;

    @TempDir
    private Path directory;

    /** How a program ends that loses work without having said so. */
    enum Careless {
        RETURNS(0) {
            @Override
            void end(ProcessPool pool) {}
        },
        SHUTS_DOWN_AND_RETURNS(0) {
            @Override
            void end(ProcessPool pool) {
                pool.shutdown();
            }
        },
        THROWS(1) {
            @Override
            void end(ProcessPool pool) {
                throw new IllegalStateException("played");
            }
        },
        EXITS(3) {
            @Override
            void end(ProcessPool pool) {
                System.exit(3);
            }
        };

        private final int exitCode;

        Careless(int exitCode) {
            this.exitCode = exitCode;
        }

        abstract void end(ProcessPool pool);

        public static void main(String[] arguments) throws Exception {
            ProcessPool pool = ProcessPool.create(WORKERS);
            List<AsyncResult<Void>> results = beginForEver(pool, Path.of(arguments[1]), WORKERS + 3);
            Careless.valueOf(arguments[0]).end(pool);
            assertEquals(WORKERS + 3, results.size()); // They are no garbage.
        }
    }

    /** How a program ends that has no open work, or wants to lose it. */
    enum Careful {
        WAITED {
            @Override
            void run(ProcessPool pool, Path running) {
                pool.map(n -> n + 1, MapTest.range(10));
            }
        },
        LEFT_AN_ITERATION {
            @Override
            void run(ProcessPool pool, Path running) throws Exception {
                ResultIterator<Integer> results = pool.withWindow(4).imap(n -> n + 1, MapTest.range(100));
                assertEquals(1, results.next());
                pool.withChunkSize(1).map(here -> meet(here), Collections.nCopies(WORKERS, running));
            }
        },
        WORKS_IN_VAIN {
            @Override
            void run(ProcessPool pool, Path running) throws Exception {
                for (AsyncResult<Void> result : beginForEver(pool, running, WORKERS)) {
                    result.cancel(false);
                }
            }
        },
        TERMINATED {
            @Override
            void run(ProcessPool pool, Path running) throws Exception {
                beginForEver(pool, running, WORKERS);
                pool.terminate();
            }
        };

        abstract void run(ProcessPool pool, Path running) throws Exception;

        public static void main(String[] arguments) throws Exception {
            Careful.valueOf(arguments[0]).run(ProcessPool.create(WORKERS), Path.of(arguments[1]));
        }
    }

    /** Waits for a signal. */
    static final class Waiting {
        public static void main(String[] arguments) throws Exception {
            beginForEver(ProcessPool.create(WORKERS), Path.of(arguments[0]), WORKERS);
            Marks.open(Path.of(arguments[1]));
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /** Its standard error never takes what it is told. */
    static final class Deaf {
        public static void main(String[] arguments) throws Exception {
            List<AsyncResult<Void>> results = beginForEver(ProcessPool.create(WORKERS), Path.of(arguments[0]), WORKERS);
            System.setErr(new PrintStream(OutputStream.nullOutputStream()) {
                @Override
                public void println(String line) {
                    System.out.println("told");
                    while (true) {
                        LockSupport.park();
                    }
                }
            });
            assertEquals(WORKERS, results.size()); // They are no garbage.
        }
    }

    /** When all workers are here, they have done what they were handed before. */
    private static int meet(Path here) throws Exception {
        Marks.append(here, ProcessHandle.current().pid());
        Await.until("all workers meet", () -> Marks.lines(here).size() == WORKERS);
        return 0;
    }

    static void work(Path running) throws Exception {
        Marks.append(running, ProcessHandle.current().pid());
        Thread.sleep(Long.MAX_VALUE);
    }

    /** So many items that never end; returns when each worker runs one. */
    private static List<AsyncResult<Void>> beginForEver(ProcessPool pool, Path running, int items) throws Exception {
        List<AsyncResult<Void>> results = Stream.generate(() -> pool.applyAsync(OpenAtEndTest::work, running))
                .limit(items)
                .toList();
        Await.until("all workers have a task", () -> Marks.lines(running).size() == WORKERS);
        return results;
    }

    @ParameterizedTest
    @EnumSource
    void openWorkIsToldOnce(Careless how) throws Exception {
        Path running = directory.resolve("running");
        try (Program program = Program.startWithoutLogger(directory, Careless.class, how.name(), running.toString())) {
            assertEquals(how.exitCode, program.awaitEnd());
            assertEquals(
                    List.of("processpool WARN ProcessPool pool-1 has not finished 5 items, which end with this JVM."
                            + " Its threads do not keep a JVM alive: close() waits for them, best by"
                            + " try-with-resources, and so does join() after shutdown()"),
                    warnings(program));
        }
    }

    @Test
    void aLoggerIsToldToo() throws Exception {
        Path running = directory.resolve("running");
        try (Program program = Program.start(directory, Careless.class, Careless.RETURNS.name(), running.toString())) {
            assertEquals(0, program.awaitEnd());
            List<String> told = program.out().stream()
                    .filter(line -> line.contains("WARN") && line.contains("has not finished 5 items"))
                    .toList();
            assertEquals(1, told.size(), () -> program.out() + " " + program.err());
        }
    }

    @Test
    void whoDoesNotListenKeepsNoWorkerAlive() throws Exception {
        Path running = directory.resolve("running");
        try (Program program = Program.startWithoutLogger(directory, Deaf.class, running.toString())) {
            Await.until("it is told", () -> program.out().equals(List.of("told")));
            for (String pid : Marks.lines(running)) {
                Await.until(
                        "worker " + pid + " is gone",
                        () -> NothingLeftBehind.commandLine(Long.parseLong(pid)).isEmpty());
            }
            assertTrue(ProcessHandle.of(program.pid()).orElseThrow().isAlive());
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsToldWhereNothingIsLost(Careful how) throws Exception {
        Path running = directory.resolve("running");
        try (Program program = Program.startWithoutLogger(directory, Careful.class, how.name(), running.toString())) {
            assertEquals(0, program.awaitEnd());
            assertEquals(List.of(), program.err());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoEndsItByASignalIsToldNothing(Signal signal) throws Exception {
        IgnoredSignals.assumeNot(signal.name(), signal.number);
        Path ready = directory.resolve("ready");
        try (Program program = Program.startWithoutLogger(
                directory, Waiting.class, directory.resolve("running").toString(), ready.toString())) {
            Await.until("the workers work", () -> Files.exists(ready));
            signal.send(program.pid());
            assertEquals(128 + signal.number, program.awaitEnd());
            assertEquals(List.of(), program.err());
        }
    }

    /** What ends a program from outside, and lets it run its shutdown hooks. */
    enum Signal {
        HUP(1),
        INT(2),
        TERM(15);

        private final int number;

        Signal(int number) {
            this.number = number;
        }

        void send(long pid) throws Exception {
            Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .inheritIO()
                    .start();
            assertEquals(0, kill.waitFor());
        }
    }

    private static List<String> warnings(Program program) {
        assertTrue(program.out().isEmpty(), () -> program.out().toString());
        return program.err().stream().filter(line -> line.contains("WARN")).toList();
    }
}
