package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.Inherit;
import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.pool.ChildProcess;
import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process of its own for one method, as Python's Process. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ChildProcessTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private Path log;
    private Path gate;

    @BeforeEach
    void nameFiles() {
        log = directory.resolve("log");
        gate = directory.resolve("gate");
    }

    private static void append(Path log, Object... words) throws IOException {
        Marks.append(log, List.of(words));
    }

    private static void sleep() throws InterruptedException {
        Thread.sleep(TEN_MINUTES.toMillis());
    }

    private static void openAndSleep(Path gate) throws Exception {
        Marks.open(gate);
        sleep();
    }

    private static OptionalInt exitCodeOf(ChildProcess child) throws InterruptedException {
        assertTrue(child.join(Delays.LONG), () -> child + " does not end");
        return child.exitCode();
    }

    private static String startedBefore(Executable call) {
        return assertThrows(IllegalStateException.class, call).getMessage();
    }

    // -- what it runs

    @Test
    void targetHasNoneToFourArguments() throws Exception {
        Path file = log;
        List<ChildProcess> children = List.of(
                ChildProcess.of(() -> append(file)),
                ChildProcess.of(a -> append(a), file),
                ChildProcess.of((a, b) -> append(a, b), file, "b"),
                ChildProcess.of((a, b, c) -> append(a, b, c), file, "b", "c"),
                ChildProcess.of((a, b, c, d) -> append(a, b, c, d), file, "b", "c", null == file ? null : "d"));
        children.forEach(ChildProcess::start);
        for (ChildProcess child : children) {
            assertEquals(OptionalInt.of(0), exitCodeOf(child));
        }
        assertEquals(
                List.of("[]", "[]", "[b, c, d]", "[b, c]", "[b]"),
                Marks.lines(log).stream().sorted().toList());
    }

    private static void increment(ProcessLock lock, Path counter, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            lock.run(() -> Files.writeString(counter, String.valueOf(Integer.parseInt(Files.readString(counter)) + 1)));
        }
    }

    @Test
    void locksAmongTheArgumentsAreShared() throws Exception {
        Path counter = Files.writeString(directory.resolve("counter"), "0");
        ProcessLock lock = ProcessLock.create();
        try (ChildProcess first = ChildProcess.of(ChildProcessTest::increment, lock, counter, 200)
                        .start();
                ChildProcess second = ChildProcess.of(ChildProcessTest::increment, lock, counter, 200)
                        .start()) {
            increment(lock, counter, 100);
            assertTrue(first.pid() != second.pid());
        }
        assertEquals("500", Files.readString(counter));
    }

    private static void keep(ProcessLock lock) {
        lock.lock();
    }

    @Test
    void aLockThatTheTargetKeepsIsGivenBackWhenItReturns() throws Exception {
        ProcessLock lock = ProcessLock.create();
        ChildProcess child = ChildProcess.of(ChildProcessTest::keep, lock).start();
        assertEquals(OptionalInt.of(0), exitCodeOf(child));
        assertFalse(lock.isLocked());
        assertEquals(0, lock.recoveries());
    }

    static final class Global {
        @Inherit
        private static ProcessLock lock;

        @Inherit
        private static String text;
    }

    @Test
    void staticFieldsAreInheritedAsTheyAreAtTheStart() throws Exception {
        Path file = log;
        Global.lock = ProcessLock.create();
        ChildProcess child = ChildProcess.builder()
                .target(() -> append(file, Global.text, Global.lock.tryLock()))
                .inherit(Global.class)
                .build();
        Global.text = "at the start";
        Global.lock.run(() -> exitCodeOf(child.start()));
        assertEquals(List.of("[at the start, false]"), Marks.lines(log));
    }

    @Test
    void optionsReachTheJvm() throws Exception {
        Path file = log;
        ChildProcess child = ChildProcess.builder()
                .target(() -> append(
                        file,
                        System.getProperty("one"),
                        System.getenv("TWO"),
                        System.getProperty("user.dir"),
                        System.in.read()))
                .jvmOptions("-Done=1")
                .environment("TWO", "2")
                .workingDirectory(directory.toRealPath())
                .build();
        assertEquals(OptionalInt.of(0), exitCodeOf(child.start()));
        assertEquals(List.of("[1, 2, " + directory.toRealPath() + ", -1]"), Marks.lines(log));
    }

    // -- its life

    @Test
    void lifeGoesFromNotStartedOverAliveToItsExitCode() throws Exception {
        ChildProcess child = ChildProcess.builder()
                .target(Marks::await, gate)
                .name("waiting")
                .build();
        assertFalse(child.isAlive());
        assertFalse(child.isDaemon());
        assertEquals("ChildProcess[waiting, not started]", child.toString());
        assertSame(child, child.start());
        assertTrue(child.isAlive());
        assertEquals(OptionalInt.empty(), child.exitCode());
        assertFalse(child.join(Duration.ZERO));
        assertFalse(child.join(Duration.ofSeconds(-1)));
        assertFalse(child.join(Delays.SHORT));
        assertTrue(NothingLeftBehind.commandLine(child.pid()).endsWith("io.processpool.worker.ChildMain waiting "));
        assertEquals("ChildProcess[waiting, pid=" + child.pid() + ", running]", child.toString());
        Marks.open(gate);
        child.join();
        assertFalse(child.isAlive());
        assertEquals(OptionalInt.of(0), child.exitCode());
        assertEquals("ChildProcess[waiting, pid=" + child.pid() + ", exitCode=0]", child.toString());
        child.terminate();
        child.kill();
        child.close();
        child.join();
        assertEquals(OptionalInt.of(0), child.exitCode());
    }

    enum End {
        RETURN(0) {
            @Override
            void run() {}
        },
        THROW(1) {
            @Override
            void run() {
                throw new IllegalStateException("uncaught");
            }
        },
        EXIT(7) {
            @Override
            void run() {
                System.exit(7);
            }
        },
        HALT(9) {
            @Override
            void run() {
                Runtime.getRuntime().halt(9);
            }
        },
        OUT_OF_MEMORY(1) {
            @Override
            void run() {
                List<long[]> all = new ArrayList<>();
                while (true) {
                    all.add(new long[1 << 20]);
                }
            }
        },
        TERMINATED(128 + 15) {
            @Override
            void run() throws InterruptedException {
                sleep();
            }
        },
        KILLED(128 + 9) {
            @Override
            void run() throws InterruptedException {
                sleep();
            }
        };

        final int exitCode;

        End(int exitCode) {
            this.exitCode = exitCode;
        }

        abstract void run() throws Exception;

        static void openAndRun(Path gate, End end) throws Exception {
            Marks.open(gate);
            end.run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void exitCodeTellsHowItEnded(End end) throws Exception {
        ChildProcess child = ChildProcess.builder()
                .target(End::openAndRun, gate, end)
                .jvmOptions("-Xmx64m")
                .build()
                .start();
        Marks.await(gate);
        switch (end) {
            case TERMINATED -> child.terminate();
            case KILLED -> child.kill();
            default -> {}
        }
        assertEquals(OptionalInt.of(end.exitCode), exitCodeOf(child));
    }

    private static void leaveAThread(Path gate, Path log) {
        new Thread(() -> {
                    try {
                        Marks.await(gate);
                        append(log, "thread");
                    } catch (Exception failed) {
                        throw new AssertionError(failed);
                    }
                })
                .start();
    }

    @Test
    void childWaitsForItsOwnThreads() throws Exception {
        ChildProcess child =
                ChildProcess.of(ChildProcessTest::leaveAThread, gate, log).start();
        assertFalse(child.join(Delays.SHORT.multipliedBy(3)));
        Marks.open(gate);
        assertEquals(OptionalInt.of(0), exitCodeOf(child));
        assertEquals(List.of("[thread]"), Marks.lines(log));
    }

    @Test
    void activeListsThoseThatLiveInTheOrderOfTheirStarts() throws Exception {
        assertEquals(List.of(), ChildProcess.active());
        List<ChildProcess> children = IntStream.range(0, 12)
                .mapToObj(i -> ChildProcess.of(Marks::await, gate).start())
                .toList();
        assertEquals(children, ChildProcess.active());
        children.get(5).kill();
        children.get(5).join();
        List<ChildProcess> others = new ArrayList<>(children);
        others.remove(5);
        assertEquals(others, ChildProcess.active());
        Marks.open(gate);
        for (ChildProcess child : others) {
            assertEquals(OptionalInt.of(0), exitCodeOf(child));
        }
        assertEquals(List.of(), ChildProcess.active());
    }

    // -- errors

    @Test
    void misuseIsToldInTheWordsOfPython() throws Exception {
        ChildProcess child = ChildProcess.of(() -> {});
        assertEquals("can only join a started process", startedBefore(child::join));
        assertEquals("can only join a started process", startedBefore(() -> child.join(Delays.SHORT)));
        assertEquals("can only terminate a started process", startedBefore(child::terminate));
        assertEquals("can only kill a started process", startedBefore(child::kill));
        assertEquals("process not started", startedBefore(child::pid));
        child.start();
        assertEquals("cannot start a process twice", startedBefore(child::start));
        child.close();
        assertEquals("cannot start a process twice", startedBefore(child::start));
        ChildProcess closed = ChildProcess.of(() -> {});
        closed.close();
        closed.close();
        assertEquals("process object is closed", startedBefore(closed::start));
        assertThrows(
                IllegalArgumentException.class, () -> ChildProcess.builder().name(" "));
        assertThrows(IllegalStateException.class, () -> ChildProcess.builder().build(), "without a target");
    }

    @Test
    void whatCannotTravelIsThrownByStartAndNothingIsLaunched() throws Exception {
        List<Object> argument = new ArrayList<>();
        ChildProcess child = ChildProcess.builder()
                .target((Path file, List<Object> objects) -> append(file, objects), log, argument)
                .name("x")
                .build();
        argument.add(new Socket());
        SerializationException thrown = assertThrows(SerializationException.class, child::start);
        assertTrue(thrown.place().startsWith("the target of x -> "), thrown::getMessage);
        argument.set(0, new ReentrantLock());
        RuntimeError refused = assertThrows(RuntimeError.class, child::start);
        assertTrue(refused.getMessage().startsWith("ReentrantLock objects should only be shared"), refused::getMessage);
        argument.set(0, child);
        thrown = assertThrows(SerializationException.class, child::start);
        assertTrue(thrown.getMessage().startsWith("process objects cannot be passed"), thrown::getMessage);
        assertFalse(child.isAlive());
        assertEquals(List.of(), ChildProcess.active());
        argument.set(0, "travels");
        assertEquals(OptionalInt.of(0), exitCodeOf(child.start()));
        assertEquals(List.of("[[travels]]"), Marks.lines(log));
    }

    @Test
    void aProcessThatCannotBeLaunchedFailsAtItsStart() {
        ChildProcess child = ChildProcess.builder()
                .target(() -> {})
                .workingDirectory(directory.resolve("missing"))
                .build();
        String message = startedBefore(child::start);
        assertTrue(message.startsWith("No process can be started: "), message);
        assertTrue(message.contains("missing"), message);
        assertFalse(child.isAlive());
    }

    // -- close

    @Test
    void closeWaitsForTheEnd() throws Exception {
        ChildProcess child = ChildProcess.of(Marks::await, gate).start();
        Thread opener = new Thread(() -> {
            try {
                Thread.sleep(Delays.SHORT.toMillis());
                Marks.open(gate);
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
        opener.start();
        child.close();
        assertTrue(Files.exists(gate));
        assertEquals(OptionalInt.of(0), child.exitCode());
        opener.join();
    }

    private static void openAndHoldUpTheEnd(Path gate, Path log) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                append(log, "hook");
                sleep();
            } catch (IOException | InterruptedException failed) {
                throw new AssertionError(failed);
            }
        }));
        openAndSleep(gate);
    }

    @Test
    void interruptedCloseEndsAChildThatDoesNotWantTo() throws Exception {
        ChildProcess child = ChildProcess.of(ChildProcessTest::openAndHoldUpTheEnd, gate, log)
                .start();
        Marks.await(gate);
        Thread.currentThread().interrupt();
        child.close();
        assertTrue(Thread.interrupted());
        assertEquals(OptionalInt.of(128 + 9), child.exitCode());
        assertEquals(List.of("[hook]"), Marks.lines(log));
    }

    // -- names, and children of children

    private static void logName(Path log) throws Exception {
        append(log, ChildProcess.current().map(current -> current.name()).orElse("none"));
    }

    private static void logNameAndStartOne(Path log) throws Exception {
        logName(log);
        ChildProcess child = ChildProcess.of(ChildProcessTest::logName, log).start();
        child.join();
    }

    @Test
    void namesCountTheGenerations() throws Exception {
        assertEquals(Optional.empty(), ChildProcess.current());
        ChildProcess child = ChildProcess.of(ChildProcessTest::logNameAndStartOne, log);
        assertTrue(child.name().matches("Process-\\d+"), child::name);
        assertEquals(OptionalInt.of(0), exitCodeOf(child.start()));
        assertEquals(List.of("[" + child.name() + "]", "[" + child.name() + ":1]"), Marks.lines(log));
    }

    @Test
    void currentKnowsItsPidAndItsParent() throws Exception {
        Path file = log;
        try (ChildProcess child = ChildProcess.builder()
                .target(() -> Marks.append(file, ChildProcess.current().orElseThrow()))
                .name("some one")
                .build()
                .start()) {
            child.join();
            assertEquals(
                    List.of("CurrentProcess[name=some one, pid=" + child.pid() + ", parentPid="
                            + ProcessHandle.current().pid() + "]"),
                    Marks.lines(log));
        }
        try (ProcessPool pool = ProcessPool.create(1)) {
            String name = pool.apply(() -> ChildProcess.current().orElseThrow().name());
            assertTrue(name.matches("pool-\\d+-worker-1"), name);
        }
    }

    private static void mapWithAPool(ProcessLock lock, Path counter) {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(2)
                .initializer(ChildProcessTest::increment, lock, counter, 10)
                .build()) {
            assertEquals(MapTest.range(10), pool.map(n -> n, MapTest.range(10)));
        }
    }

    @Test
    void aPoolInAChildAndAChildInAWorkerShareTheLock() throws Exception {
        Path counter = Files.writeString(directory.resolve("counter"), "0");
        ProcessLock lock = ProcessLock.create();
        ChildProcess child =
                ChildProcess.of(ChildProcessTest::mapWithAPool, lock, counter).start();
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .initializer((shared, path) -> Global.lock = shared, lock, counter)
                .build()) {
            int exitCode = pool.apply(
                    path -> {
                        try (ChildProcess inner = ChildProcess.of(ChildProcessTest::increment, Global.lock, path, 10)
                                .start()) {
                            return exitCodeOf(inner).orElse(-1);
                        }
                    },
                    counter);
            assertEquals(0, exitCode);
        }
        assertEquals(OptionalInt.of(0), exitCodeOf(child));
        assertEquals("30", Files.readString(counter));
    }

    // -- what its parent's user sees

    static final class Printing {
        static void print(String text) {
            for (int i = 0; i < 300; i++) {
                System.out.print(text);
                System.out.println(text);
            }
            System.out.print("last words");
        }

        static void fail() throws IOException {
            throw new IOException("no database");
        }

        public static void main(String[] arguments) throws Exception {
            ChildProcess a = ChildProcess.of(Printing::print, "a".repeat(3000)).start();
            ChildProcess b = ChildProcess.of(Printing::print, "b".repeat(3000)).start();
            a.join();
            b.join();
            System.out.println("joined");
            try (ChildProcess failing = ChildProcess.of(Printing::fail).start()) {
                failing.join();
                System.err.println("exit code " + failing.exitCode().orElseThrow());
            }
        }
    }

    @Test
    void linesAndStackTracesComeThroughWholeAndBeforeTheJoinReturns() throws Exception {
        try (Program program = Program.startWithoutLogger(directory, Printing.class)) {
            assertEquals(0, program.awaitEnd());
            List<String> out = program.out();
            assertEquals(2 * 301 + 1, out.size());
            assertEquals("joined", out.get(602));
            for (String line : out.subList(0, 602)) {
                assertTrue(line.equals("last words") || line.matches("a{6000}|b{6000}"), line);
            }
            List<String> err = program.err();
            assertEquals("Exception in thread \"Process-3\" java.io.IOException: no database", err.get(0));
            assertTrue(err.get(1).contains("Printing.fail("), err::toString);
            assertEquals("exit code 1", err.get(err.size() - 1));
            assertTrue(
                    err.subList(1, err.size() - 1).stream().allMatch(line -> line.startsWith("\tat ")), err::toString);
        }
    }

    // -- the end of its parent

    static final class Parent {
        static void work(Path pid, Path gate, Path log, boolean loops) throws Exception {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    append(log, "hook");
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
            }));
            Marks.append(pid, ProcessHandle.current().pid());
            long sum = 1;
            while (loops) {
                for (int i = 0; i < Integer.MAX_VALUE; i++) {
                    sum += (Long.MAX_VALUE - i) / (sum | 1);
                }
                System.out.println(sum);
            }
            Marks.await(gate);
            append(log, "done");
        }

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Path pid = directory.resolve("pid");
            String how = arguments[1];
            ChildProcess.builder()
                    .target(
                            Parent::work,
                            pid,
                            directory.resolve("gate"),
                            directory.resolve("log"),
                            how.equals("killed"))
                    .daemon(how.equals("daemon"))
                    .build()
                    .start();
            Await.until("the child works", () -> !Marks.lines(pid).isEmpty());
            switch (how) {
                case "exit" -> System.exit(3);
                case "killed" -> sleep();
                default -> {}
            }
        }
    }

    private Program startParent(String how) throws Exception {
        return Program.startWithoutLogger(directory, Parent.class, directory.toString(), how);
    }

    private void assertChildAndItsDirectoryAreGone(Program program) throws Exception {
        String pid = Marks.lines(directory.resolve("pid")).get(0);
        Await.until(
                "the child has ended",
                () -> !NothingLeftBehind.commandLine(Long.parseLong(pid)).contains("io.processpool.worker"));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        String prefix = "processpool-" + program.pid() + "-";
        Await.until("its directory is gone", () -> {
            try (var files = Files.list(temporary)) {
                return files.noneMatch(file -> file.getFileName().toString().startsWith(prefix));
            }
        });
    }

    @Test
    void aParentWhoseMainReturnsEndsWithItsLastChild() throws Exception {
        try (Program program = startParent("main returns")) {
            Await.until(
                    "the child works",
                    () -> !Marks.lines(directory.resolve("pid")).isEmpty());
            Thread.sleep(Delays.SHORT.toMillis());
            assertTrue(ProcessHandle.of(program.pid()).isPresent(), "the parent waits");
            Marks.open(gate);
            assertEquals(0, program.awaitEnd(), () -> program.err().toString());
            assertEquals(List.of("[done]", "[hook]"), Marks.lines(log));
            assertChildAndItsDirectoryAreGone(program);
        }
    }

    @Test
    void aDaemonIsTerminatedWhenItsParentsMainReturns() throws Exception {
        try (Program program = startParent("daemon")) {
            assertEquals(0, program.awaitEnd(), () -> program.err().toString());
            assertEquals(List.of("[hook]"), Marks.lines(log));
            assertChildAndItsDirectoryAreGone(program);
        }
    }

    @Test
    void everyChildIsTerminatedWhenItsParentExits() throws Exception {
        try (Program program = startParent("exit")) {
            assertEquals(3, program.awaitEnd(), () -> program.err().toString());
            assertEquals(List.of("[hook]"), Marks.lines(log));
            assertChildAndItsDirectoryAreGone(program);
        }
    }

    @Test
    void aChildInACountedLoopEndsWhenItsParentIsKilled() throws Exception {
        try (Program program = startParent("killed")) {
            Await.until(
                    "the child works",
                    () -> !Marks.lines(directory.resolve("pid")).isEmpty());
            // For the loop to be compiled.
            TimeUnit.MILLISECONDS.sleep(Delays.SHORT.multipliedBy(5).toMillis());
            program.kill();
            assertChildAndItsDirectoryAreGone(program);
        }
    }
}
