package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processpool.pool.ProcessPool;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing of a program's pool outlives the program, however that ends and whatever its tasks do. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class OrphanTest {
    private static final int WORKERS = 2;

    /** All that runs in a worker below goes on for much longer. */
    private static final Duration BOUND = Delays.scaled(Duration.ofSeconds(10));

    @TempDir
    private Path directory;

    /** What the workers do when the program ends. */
    enum Doing {
        NOTHING {
            @Override
            void run() {}
        },
        SLEEP {
            @Override
            void run() throws InterruptedException {
                Thread.sleep(Duration.ofMinutes(10).toMillis());
            }
        },
        COUNTED_LOOP {
            @Override
            void run() {
                long sum = 1;
                for (int i = 0; i < 20; i++) {
                    sum += divide(100_000, sum);
                }
                for (int i = 0; i < 20; i++) {
                    sum += divide(Integer.MAX_VALUE, sum);
                }
                System.out.println(sum);
            }
        },
        UNINTERRUPTIBLE {
            @Override
            void run() {
                while (true) {
                    try {
                        Thread.sleep(Duration.ofMinutes(10).toMillis());
                    } catch (InterruptedException careless) {
                        continue;
                    }
                }
            }
        },
        PARK {
            @Override
            void run() {
                while (true) {
                    LockSupport.park();
                }
            }
        },
        NATIVE_CALL {
            @Override
            void run() throws IOException {
                // Nobody opens the other end: open(2) does not return, and hears no interrupt.
                new FileInputStream(System.getProperty("fifo")).close();
            }
        },
        SHUTDOWN_HOOK_THAT_HANGS {
            @Override
            void run() throws InterruptedException {
                Runtime.getRuntime().addShutdownHook(new Thread(LockSupport::park));
                Thread.sleep(Duration.ofMinutes(10).toMillis());
            }
        },
        HOLD_ALL_MEMORY {
            @Override
            void run() {
                holdAllMemory();
            }
        },
        PRINT {
            @Override
            void run() {
                while (true) {
                    System.out.println("x".repeat(1000));
                }
            }
        };

        abstract void run() throws Exception;
    }

    /** All of a small heap, so that no thread of this JVM gets any, not for one object. */
    private static void holdAllMemory() {
        Object[] held = null;
        int length = 1 << 20;
        while (true) {
            try {
                Object[] more = new Object[length];
                more[0] = held;
                held = more;
            } catch (OutOfMemoryError full) {
                length = Math.max(1, length / 2);
            }
        }
    }

    /** A counted loop of some twenty nanoseconds an iteration. */
    private static long divide(int times, long start) {
        long sum = start;
        for (int i = 0; i < times; i++) {
            sum += (Long.MAX_VALUE - i) / (sum | 1);
        }
        return sum;
    }

    /** How the program ends, when its workers are busy. */
    enum End {
        RETURN {
            @Override
            void run() {}
        },
        EXIT {
            @Override
            void run() {
                System.exit(0);
            }
        },
        HALT {
            @Override
            void run() {
                Runtime.getRuntime().halt(0);
            }
        },
        THROW {
            @Override
            void run() {
                throw new IllegalStateException("end of the program");
            }
        },
        TERMINATED {
            @Override
            void run() throws InterruptedException {
                Thread.sleep(Duration.ofMinutes(10).toMillis());
            }
        };

        abstract void run() throws Exception;
    }

    /** A program that leaves its pool open. */
    static final class Careless {
        static void work(Path pids, Doing doing) throws Exception {
            Marks.append(pids, ProcessHandle.current().pid());
            Await.until("all workers have a task", () -> Marks.lines(pids).size() == WORKERS);
            doing.run();
        }

        public static void main(String[] arguments) throws Exception {
            Path pids = Path.of(arguments[0]);
            Doing doing = Doing.valueOf(arguments[1]);
            End end = End.valueOf(arguments[2]);
            ProcessPool pool = ProcessPool.builder()
                    .processes(WORKERS)
                    .jvmOptions("-Xmx32m", "-Dfifo=" + pids.resolveSibling("fifo"))
                    .build();
            for (int i = 0; i < WORKERS; i++) {
                pool.applyAsync(Careless::work, pids, doing);
            }
            Await.until("all workers have a task", () -> Marks.lines(pids).size() == WORKERS);
            Marks.open(Path.of(arguments[3]));
            end.run();
        }
    }

    /** They cannot clear up after it, but the next pool does. */
    @Test
    void workersWithoutMemoryEndWithTheirProgram() throws Exception {
        Path pids = directory.resolve("pids");
        Path ready = directory.resolve("ready");
        try (Program program = start(pids, Doing.HOLD_ALL_MEMORY, End.TERMINATED, ready)) {
            Await.until("the workers work", () -> Files.exists(ready));
            // For the memory to be full.
            Await.happens(Delays.SHORT.multipliedBy(5), () -> false);
            program.kill();
            assertNoWorkerIsLeft(pids);
            ProcessPool.create(1).close();
            assertEquals(List.of(), directories(program.pid()), "directories that are left");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HOLD_ALL_MEMORY")
    void workersOfAKilledProgramEnd(Doing doing) throws Exception {
        Path pids = directory.resolve("pids");
        Path ready = directory.resolve("ready");
        assertEquals(0, run("mkfifo", directory.resolve("fifo").toString()));
        try (Program program = start(pids, doing, End.TERMINATED, ready)) {
            Await.until("the workers work", () -> Files.exists(ready));
            // For the loop to be compiled.
            Await.happens(Delays.SHORT.multipliedBy(5), () -> false);
            assertEquals(WORKERS, new TreeSet<>(alive(pids)).size());
            program.kill();
            assertNothingIsLeft(program.pid(), pids);
        }
    }

    /** The kernel writes all that out before the process is dead; its workers see its end before that. */
    @Test
    @Tag("stress")
    @Timeout(300)
    void aKilledProgramWithMuchToWriteLeavesNothing() throws Exception {
        Path pids = directory.resolve("pids");
        try (Program program = start(pids, Doing.PRINT, End.TERMINATED, directory.resolve("ready"))) {
            Await.until("it prints a gigabyte", Duration.ofMinutes(4), () -> program.outBytes() > 1 << 30);
            program.kill();
            assertNothingIsLeft(program.pid(), pids);
        }
    }

    @ParameterizedTest
    @EnumSource
    void workersOfAProgramThatEndsEndToo(End end) throws Exception {
        Path pids = directory.resolve("pids");
        Path ready = directory.resolve("ready");
        try (Program program = start(pids, Doing.SLEEP, end, ready)) {
            Await.until("the workers work", () -> Files.exists(ready));
            if (end == End.TERMINATED) {
                program.terminate();
            }
            program.awaitEnd();
            assertNothingIsLeft(program.pid(), pids);
        }
    }

    /** What a terminal does: the whole process group is told. Everything stops once, and says nothing. */
    @Test
    void interruptOfATerminalEndsAllQuietly() throws Exception {
        IgnoredSignals.assumeNot("INT", 2);
        Path pids = directory.resolve("pids");
        Path ready = directory.resolve("ready");
        ProcessBuilder builder = Program.builder(
                Program.classPathWithoutLogger(),
                Careless.class,
                pids.toString(),
                Doing.SLEEP.name(),
                End.TERMINATED.name(),
                ready.toString());
        builder.command().add(0, "setsid");
        try (Program program = Program.start(directory, builder)) {
            Await.until("the workers work", () -> Files.exists(ready));
            assertEquals(0, run("kill", "-INT", "--", "-" + program.pid()));
            assertEquals(130, program.awaitEnd());
            assertNothingIsLeft(program.pid(), pids);
            assertEquals(List.of(), program.err());
            assertEquals(List.of(), program.out());
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private Program start(Path pids, Doing doing, End end, Path ready) throws IOException {
        return Program.startWithoutLogger(
                directory, Careless.class, pids.toString(), doing.name(), end.name(), ready.toString());
    }

    private static void assertNothingIsLeft(long program, Path pids) throws Exception {
        Await.happens(BOUND, () -> alive(pids).isEmpty() && directories(program).isEmpty());
        assertNoWorkerIsLeft(pids);
        assertEquals(List.of(), directories(program), "directories that are left");
    }

    private static void assertNoWorkerIsLeft(Path pids) throws Exception {
        Await.happens(BOUND, () -> alive(pids).isEmpty());
        List<String> alive = alive(pids);
        for (String pid : alive) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
        assertEquals(List.of(), alive, "workers that live");
    }

    private static List<String> alive(Path pids) throws IOException {
        return Marks.lines(pids).stream()
                .filter(pid ->
                        NothingLeftBehind.commandLine(Long.parseLong(pid)).contains("io.processpool.worker"))
                .toList();
    }

    private static List<String> directories(long program) throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, "processpool-" + program + "-*")) {
            List<String> names = new ArrayList<>();
            found.forEach(path -> names.add(path.toString()));
            return names;
        }
    }
}
