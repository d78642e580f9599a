package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.processpool.pool.ChildProcess;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a child process when it has ended: no file, no thread, no lock. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class ChildProcessEndTest {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir
    private Path directory;

    private Path log;
    private Path gate;

    @BeforeEach
    void nameFiles() {
        log = directory.resolve("log");
        gate = directory.resolve("gate");
    }

    private static void assertEndsWell(ChildProcess child) throws InterruptedException {
        assertTrue(child.join(Delays.LONG), () -> child + " does not end");
        assertEquals(OptionalInt.of(0), child.exitCode());
    }

    // -- nothing stays

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }

    private static List<String> threadsOfChildren() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("passing-"))
                .toList();
    }

    private static ChildProcess passing(int number) {
        return ChildProcess.builder()
                .target(() -> {})
                .name("passing-" + number)
                .jvmOptions("-Xshare:auto", "-XX:TieredStopAtLevel=1")
                .build();
    }

    @Test
    void fortyChildrenLeaveNoDescriptorNoThreadAndNoProcess() throws Exception {
        assumeTrue(Files.exists(DESCRIPTORS));
        assertEndsWell(passing(0).start()); // What the first one opens stays: classes, the shutdown hook.
        long before = descriptors();
        for (int n = 1; n <= 40; n += 4) {
            List<ChildProcess> some = List.of(passing(n), passing(n + 1), passing(n + 2), passing(n + 3));
            some.forEach(ChildProcess::start);
            for (ChildProcess child : some) {
                assertEndsWell(child);
            }
        }
        Await.until("no more descriptors than before", () -> descriptors() <= before);
        Await.until("no thread of theirs", () -> threadsOfChildren().isEmpty());
        assertEquals(List.of(), ChildProcess.active());
        assertEquals(List.of(), NothingLeftBehind.leftBehind());
    }

    @Test
    void manyThreadsMayStartChildrenAtATime() throws Exception {
        Path file = log;
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<ChildProcess>> starts = new ArrayList<>();
            for (int n = 0; n < 12; n++) {
                int number = n;
                starts.add(
                        () -> ChildProcess.of(() -> Marks.append(file, number)).start());
            }
            List<Future<ChildProcess>> started = threads.invokeAll(starts);
            for (Future<ChildProcess> child : started) {
                assertEndsWell(child.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(
                MapTest.range(12),
                Marks.lines(log).stream().map(Integer::valueOf).sorted().toList());
    }

    // -- Ctrl-C

    /** Starts a child that waits for the gate. */
    static final class Interrupted {
        private static void work(Path directory) throws Exception {
            Marks.append(directory.resolve("pid"), ProcessHandle.current().pid());
            Marks.await(directory.resolve("gate"));
            Marks.append(directory.resolve("log"), "done");
        }

        public static void main(String[] arguments) throws Exception {
            ChildProcess child =
                    ChildProcess.of(Interrupted::work, Path.of(arguments[0])).start();
            child.join();
            System.out.println("exit code " + child.exitCode().orElseThrow());
        }
    }

    private static void signal(String signal, long pid) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("/bin/kill", "-" + signal, "--", String.valueOf(pid))
                        .inheritIO()
                        .start()
                        .waitFor());
    }

    @Test
    void ctrlCIsForTheParentToDecideUpon() throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/kill")));
        try (Program program = Program.startWithoutLogger(directory, Interrupted.class, directory.toString())) {
            Path pids = directory.resolve("pid");
            Await.until("the child works", () -> !Marks.lines(pids).isEmpty());
            signal("INT", Long.parseLong(Marks.lines(pids).get(0)));
            Marks.open(gate);
            assertEquals(0, program.awaitEnd(), () -> program.err().toString());
            assertEquals(List.of("exit code 0"), program.out());
            assertEquals(List.of("done"), Marks.lines(log));
        }
    }

    @Test
    void ctrlCInATerminalEndsAParentThatDoesNotCareAndItsChildren() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/setsid")) && Files.exists(Path.of("/bin/kill")));
        IgnoredSignals.assumeNot("INT", 2);
        ProcessBuilder builder = Program.builder(Program.classPath(), Interrupted.class, directory.toString());
        builder.command().add(0, "/usr/bin/setsid"); // Its own process group, which the terminal would signal.
        try (Program program = Program.start(directory, builder)) {
            Path pids = directory.resolve("pid");
            Await.until("the child works", () -> !Marks.lines(pids).isEmpty());
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(Marks.lines(pids).get(0))).orElseThrow();
            signal("INT", -program.pid());
            assertEquals(128 + 2, program.awaitEnd(), () -> program.err().toString());
            Await.until("the child has ended", () -> !child.isAlive());
            assertEquals(List.of(), Marks.lines(log));
        }
    }

    // -- its locks

    private static void holdForEver(ProcessLock lock, Path held) throws Exception {
        lock.lock();
        Marks.open(held);
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void take(ProcessLock lock, Path log) throws IOException {
        Marks.append(log, "waits");
        lock.run(() -> Marks.append(log, "has it"));
    }

    /** A child is killed while it holds a lock that its parent and another child wait for. */
    static final class Waiters {
        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Path log = directory.resolve("log");
            Path held = directory.resolve("held");
            ProcessLock lock = ProcessLock.create();
            ChildProcess holder = ChildProcess.builder()
                    .target(ChildProcessEndTest::holdForEver, lock, held)
                    .name("holder")
                    .build()
                    .start();
            Marks.await(held);
            ChildProcess other =
                    ChildProcess.of(ChildProcessEndTest::take, lock, log).start();
            Await.until("the other waits", () -> !Marks.lines(log).isEmpty());
            if (lock.tryLock(Delays.SHORT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the holder lives");
            }
            Thread killer = new Thread(() -> {
                try {
                    Await.until("this process waits", () -> lock.waiters() > 0);
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
                holder.kill();
            });
            killer.start();
            lock.run(() -> Marks.append(log, "parent has it"));
            other.join();
            System.out.println(other.exitCode().orElseThrow() + " " + lock.recoveries() + " " + lock.isLocked());
        }
    }

    @Test
    void aLockOfAKilledChildGoesToThoseWhoWaitWithOneWarning() throws Exception {
        try (Program program = Program.startWithoutLogger(directory, Waiters.class, directory.toString())) {
            assertEquals(0, program.awaitEnd(), () -> program.err().toString());
            assertEquals(List.of("0 1 false"), program.out());
            assertEquals(
                    List.of("has it", "parent has it", "waits"),
                    Marks.lines(log).stream().sorted().toList());
            List<String> warnings = program.err();
            assertEquals(1, warnings.size(), warnings::toString);
            assertTrue(
                    warnings.get(0).matches("processpool WARN holder, pid \\d+ died while it held a ProcessLock: .*"),
                    warnings.get(0));
        }
    }
}
