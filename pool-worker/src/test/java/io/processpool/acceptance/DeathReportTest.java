package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.BrokenPoolException;
import io.processpool.pool.DeathReason;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.WorkerDiedException;
import io.processpool.sync.ProcessLock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link WorkerDiedException} tells. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class DeathReportTest {
    private static ProcessLock lock;

    @TempDir
    private Path directory;

    private record Order(int number, String customer) implements Serializable {}

    private static int die(Object item, Deaths death) throws Exception {
        death.run();
        return 0;
    }

    private static WorkerDiedException deathOf(ProcessPool pool, Object item, Deaths death) {
        return assertThrows(
                WorkerDiedException.class, () -> pool.map(each -> each == null ? 0 : die(each, death), list(item)));
    }

    private static List<Object> list(Object item) {
        return java.util.Arrays.asList(null, item);
    }

    private static void holdAndDie() throws Exception {
        lock.lock();
        Deaths.IS_KILLED.run();
    }

    @Test
    void tellsTheItemTheSignalAndTheReason() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            WorkerDiedException died = deathOf(pool, new Order(42, "Ann"), Deaths.IS_KILLED);
            assertEquals(1, died.itemIndex());
            assertEquals(Optional.of("Order[number=42, customer=Ann]"), died.item());
            assertEquals(Optional.of("SIGKILL"), died.signal());
            assertEquals(137, died.exitCode());
            assertEquals(DeathReason.KILLED, died.reason());
            assertEquals(List.of(), died.heldLocks());
            assertEquals(List.of(), died.lastErrorLines());
            assertEquals(Optional.empty(), died.crashReport());
            String expected = """
                    Worker died: worker=%s, pid=%d, exitCode=137 (SIGKILL), running item 1 of map (call 1)
                      item: Order[number=42, customer=Ann]
                      reason: killed by a signal that its pool has not sent""".formatted(died.worker(), died.pid());
            assertEquals(expected, died.getMessage());
        }
    }

    @Test
    void tellsAnExit() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            WorkerDiedException died = assertThrows(WorkerDiedException.class, () -> pool.apply(Deaths.EXITS));
            assertEquals(DeathReason.EXIT, died.reason());
            assertEquals(3, died.exitCode());
            assertEquals(Optional.empty(), died.signal());
            assertEquals(Optional.empty(), died.item(), "a task without arguments");
        }
    }

    @Test
    void tellsWhatTheDeadHeld() {
        ProcessLock shared = ProcessLock.create();
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .initializer(given -> lock = given, shared)
                .build()) {
            WorkerDiedException died =
                    assertThrows(WorkerDiedException.class, () -> pool.apply(DeathReportTest::holdAndDie));
            assertEquals(List.of("a ProcessLock"), died.heldLocks());
            assertTrue(died.getMessage().contains("\n  it held: a ProcessLock"), died::getMessage);
        }
    }

    @Test
    void tellsTheLastLinesOfStandardError() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            WorkerDiedException died = assertThrows(
                    WorkerDiedException.class,
                    () -> pool.apply(() -> {
                        System.err.println("no paper");
                        System.err.print("printer on fire");
                        Runtime.getRuntime().halt(1);
                    }));
            // What was not flushed is lost with its process, as in any program.
            assertEquals(List.of("no paper"), died.lastErrorLines().subList(0, 1));
            assertTrue(
                    died.getMessage().contains("\n  last lines of its standard error:\n    no paper"),
                    died::getMessage);
        }
    }

    @Test
    void tellsACrashAndLeavesItsReport() throws Exception {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .workingDirectory(directory)
                .jvmOptions("-XX:-CreateCoredumpOnCrash")
                .build()) {
            WorkerDiedException died = assertThrows(WorkerDiedException.class, () -> pool.apply(Deaths.CRASHES));
            assertEquals(DeathReason.CRASH, died.reason());
            Path report = died.crashReport().orElseThrow();
            assertEquals(directory.resolve("hs_err_pid" + died.pid() + ".log"), report);
            assertTrue(Files.exists(report));
            assertTrue(died.crashHead().stream().anyMatch(line -> line.startsWith("SIGSEGV")), died::getMessage);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+ExitOnOutOfMemoryError", "-XX:+CrashOnOutOfMemoryError"})
    void tellsAJvmThatEndsForWantOfMemory(String option) {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .workingDirectory(directory)
                .jvmOptions("-Xmx64m", "-XX:-CreateCoredumpOnCrash", option)
                .build()) {
            WorkerDiedException died =
                    assertThrows(WorkerDiedException.class, () -> pool.apply(Deaths.RUNS_OUT_OF_MEMORY));
            assertEquals(DeathReason.OUT_OF_MEMORY, died.reason(), died::getMessage);
        }
    }

    @Test
    void itSurvivesSerialization() throws Exception {
        try (ProcessPool pool = ProcessPool.create(1)) {
            WorkerDiedException died = deathOf(pool, new Order(1, "x"), Deaths.HALTS);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes).writeObject(died);
            WorkerDiedException copy = (WorkerDiedException)
                    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
            assertEquals(died.getMessage(), copy.getMessage());
            assertEquals(died.item(), copy.item());
            assertEquals(died.reason(), copy.reason());
            assertEquals(died.lastErrorLines(), copy.lastErrorLines());
        }
    }

    // -- items that are better left alone

    /** Ends each JVM that rebuilds it but the one that made it: this one. */
    private static final class Deadly implements Serializable {
        private static boolean isSafe;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            if (!isSafe) {
                Runtime.getRuntime().halt(6);
            }
            throw new IOException("rebuilt in the parent");
        }
    }

    @Test
    void anItemThatKillsItsReaderIsNotReadAgain() {
        Deadly.isSafe = true; // So that this JVM would survive it.
        try (ProcessPool pool = ProcessPool.create(1)) {
            WorkerDiedException died =
                    assertThrows(WorkerDiedException.class, () -> pool.map(item -> 1, List.of(new Deadly())));
            assertTrue(died.getMessage().contains(", reading item 0 of map"), died::getMessage);
            assertEquals(Optional.of("(not looked at: its worker had not read it)"), died.item());
        }
    }

    private static final class Slow implements Serializable {
        @Override
        public String toString() {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException never) {
                Thread.currentThread().interrupt();
            }
            return "never";
        }
    }

    @Test
    void aToStringThatHangsIsGivenUp() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            assertEquals(
                    Optional.of("(its toString() takes more than 1000 ms)"),
                    deathOf(pool, new Slow(), Deaths.HALTS).item());
            assertEquals(1, pool.apply(() -> 1));
        }
    }

    @Test
    void aLargeItemIsNotRebuilt() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            String item = deathOf(pool, new byte[2 << 20], Deaths.HALTS).item().orElseThrow();
            assertTrue(item.endsWith(" bytes)") || item.equals("byte[] of 2097152"), item);
        }
    }

    // -- at the start

    private static void complain() {
        System.err.println("no database");
        System.exit(7);
    }

    @Test
    void aPoolWhoseWorkersDieAtTheStartTellsHow() {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .initializer(DeathReportTest::complain)
                .build()) {
            BrokenPoolException broken = assertThrows(BrokenPoolException.class, () -> pool.apply(() -> 1));
            assertTrue(broken.getMessage().contains("exitCode=7"), broken::getMessage);
            assertTrue(broken.getMessage().endsWith("\n    no database"), broken::getMessage);
        }
        assertFalse(Thread.currentThread().isInterrupted());
    }

    /** Which a JVM tells on standard output. */
    @Test
    void aPoolWhoseWorkersJvmCannotStartTellsWhy() {
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).jvmOptions("-Xmx1m").build()) {
            BrokenPoolException broken = assertThrows(BrokenPoolException.class, () -> pool.apply(() -> 1));
            assertTrue(
                    broken.getMessage().endsWith("\n  reason: its JVM could not start: Too small maximum heap"),
                    broken::getMessage);
        }
    }
}
