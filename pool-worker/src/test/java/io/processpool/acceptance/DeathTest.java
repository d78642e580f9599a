package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RemoteRunnable;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.TaskException;
import io.processpool.pool.WorkerDiedException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker's death costs the one item that it was running, and nothing else. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class DeathTest {
    @TempDir
    private Path directory;

    /** The ways of a JVM to end, and the exit codes that they leave. */
    enum Death implements RemoteRunnable {
        EXIT(3, () -> System.exit(3)),
        HALT(4, () -> Runtime.getRuntime().halt(4)),
        EXIT_WITH_ZERO(0, () -> System.exit(0)),
        KILL(137, DeathTest::killThisJvm);

        private final int exitCode;
        private final transient RemoteRunnable action;

        Death(int exitCode, RemoteRunnable action) {
            this.exitCode = exitCode;
            this.action = action;
        }

        @Override
        public void run() throws Exception {
            action.run();
        }
    }

    private static void killThisJvm() throws Exception {
        String pid = String.valueOf(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-9", pid).start().waitFor();
        Thread.sleep(Delays.LONG.toMillis());
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    /** Logs its item and its process, and dies when it is its turn. */
    private static int dieAt(int n, int victim, Death death, Path log) throws Exception {
        Marks.append(log, n + " " + pid());
        if (n == victim) {
            death.run();
        }
        return n;
    }

    // -- deaths in a task

    @ParameterizedTest
    @EnumSource
    void costsTheOnlyItem(Death death) {
        try (ProcessPool pool = ProcessPool.create(1)) {
            long before = pool.apply(DeathTest::pid);
            WorkerDiedException thrown = assertThrows(WorkerDiedException.class, () -> pool.apply(death));
            assertEquals(before, thrown.pid());
            assertEquals(death.exitCode, thrown.exitCode());
            assertEquals(0, thrown.itemIndex());
            assertTrue(thrown.getMessage().contains(String.valueOf(before)), thrown::getMessage);
            assertNotEquals(before, pool.apply(DeathTest::pid));
        }
    }

    @ParameterizedTest
    @EnumSource
    void inTheMiddleOfAChunkCostsOneItemAndAllOthersRunOnce(Death death) throws Exception {
        Path log = directory.resolve("log");
        try (ProcessPool pool = ProcessPool.create(2)) {
            WorkerDiedException thrown = assertThrows(
                    WorkerDiedException.class,
                    () -> pool.withChunkSize(100).map(n -> dieAt(n, 37, death, log), MapTest.range(400)));
            assertEquals(37, thrown.itemIndex());
            assertEquals(death.exitCode, thrown.exitCode());
            List<String> lines = Marks.lines(log);
            assertEquals(
                    MapTest.range(400),
                    lines.stream()
                            .map(line -> Integer.valueOf(line.split(" ")[0]))
                            .sorted()
                            .toList());
            assertTrue(lines.contains("37 " + thrown.pid()), () -> thrown.pid() + " did not run item 37");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOtherResultOfAnIterationIsThere(Death death) {
        Path log = directory.resolve("log");
        try (ProcessPool pool = ProcessPool.create(2)) {
            List<Integer> values = new ArrayList<>();
            List<Long> lost = new ArrayList<>();
            ResultIterator<Integer> results =
                    pool.withChunkSize(10).imap(n -> dieAt(n, 37, death, log), MapTest.range(100));
            while (results.hasNext()) {
                try {
                    values.add(results.next());
                } catch (WorkerDiedException died) {
                    lost.add(died.itemIndex());
                }
            }
            assertEquals(List.of(37L), lost);
            List<Integer> others = new ArrayList<>(MapTest.range(100));
            others.remove(37);
            assertEquals(others, values);
        }
    }

    @Test
    void ofEveryItemFailsEveryItemAndThePoolLives() {
        try (ProcessPool pool = ProcessPool.create(2)) {
            int lost = 0;
            ResultIterator<Integer> results = pool.imapUnordered(
                    n -> {
                        Runtime.getRuntime().halt(n);
                        return n;
                    },
                    MapTest.range(8));
            while (results.hasNext()) {
                assertThrows(WorkerDiedException.class, results::next);
                lost++;
            }
            assertEquals(8, lost);
            assertEquals(List.of(1), pool.map(n -> n, List.of(1)));
        }
    }

    @Test
    void asyncResultFailsWithItAndItsCallbackGetsIt() throws Exception {
        try (ProcessPool pool = ProcessPool.create(1)) {
            List<Throwable> errors = new ArrayList<>();
            AsyncResult<Void> result = pool.applyAsync(Death.KILL);
            result.onError(errors::add).await();
            assertInstanceOf(WorkerDiedException.class, errors.get(0));
            assertInstanceOf(
                    WorkerDiedException.class,
                    assertThrows(ExecutionException.class, result::get).getCause());
            assertEquals(1, errors.size());
        }
    }

    @Test
    void whileOthersWorkNothingOfTheirsIsLost() {
        try (ProcessPool pool = ProcessPool.create(2)) {
            AsyncResult<List<Integer>> work = pool.mapAsync(
                    n -> {
                        Thread.sleep(1);
                        return n;
                    },
                    MapTest.range(1000));
            for (int i = 0; i < 4; i++) {
                assertThrows(WorkerDiedException.class, () -> pool.apply(Death.HALT));
            }
            assertEquals(MapTest.range(1000), work.join());
        }
    }

    // -- deaths at other times

    @Test
    void ofIdleWorkersCostsNothing() throws Exception {
        try (ProcessPool pool = ProcessPool.create(2)) {
            for (int round = 0; round < 3; round++) {
                Set<Long> pids = workers(pool);
                for (long pid : pids) {
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                }
                assertEquals(MapTest.range(50), pool.map(n -> n, MapTest.range(50)));
            }
        }
    }

    /** Both workers, by a task that runs until each has one. */
    private Set<Long> workers(ProcessPool pool) throws Exception {
        Path log = directory.resolve("workers-" + System.nanoTime());
        return new TreeSet<>(pool.withChunkSize(1)
                .map(
                        n -> {
                            Marks.append(log, n);
                            Await.until("both items run", () -> Marks.lines(log).size() == 2);
                            return pid();
                        },
                        List.of(0, 1)));
    }

    @Test
    void ofAStoppedWorkerIsSeenToo() throws Exception {
        try (ProcessPool pool = ProcessPool.create(1)) {
            long pid = pool.apply(DeathTest::pid);
            new ProcessBuilder("kill", "-STOP", String.valueOf(pid)).start().waitFor();
            AsyncResult<Long> next = pool.applyAsync(DeathTest::pid);
            assertTrue(!next.await(Delays.SHORT));
            new ProcessBuilder("kill", "-KILL", String.valueOf(pid)).start().waitFor();
            assertNotEquals(pid, next.get(Delays.LONG));
        }
    }

    /** Ends the JVM that rebuilds it, or the one that writes it. */
    private static final class Deadly implements Serializable {
        private final boolean whenWritten;

        Deadly(boolean whenWritten) {
            this.whenWritten = whenWritten;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            if (whenWritten) {
                Runtime.getRuntime().halt(5);
            }
            out.defaultWriteObject();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            if (!whenWritten) {
                Runtime.getRuntime().halt(6);
            }
        }
    }

    @Test
    void whileReadingAnArgumentCostsThatItem() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            WorkerDiedException thrown = assertThrows(
                    WorkerDiedException.class, () -> pool.map(item -> 1, List.of("good", new Deadly(false), "good")));
            assertEquals(1, thrown.itemIndex());
            assertEquals(6, thrown.exitCode());
            assertEquals(1, pool.apply(() -> 1));
        }
    }

    @Test
    void whileWritingAResultCostsThatItem() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            WorkerDiedException thrown = assertThrows(
                    WorkerDiedException.class, () -> pool.map(n -> n == 2 ? new Deadly(true) : n, MapTest.range(5)));
            assertEquals(2, thrown.itemIndex());
            assertEquals(5, thrown.exitCode());
            assertEquals(1, pool.apply(() -> 1));
        }
    }

    // -- tasks that leave their worker in trouble

    private static int eatMemory() {
        List<long[]> eaten = new ArrayList<>();
        while (true) {
            eaten.add(new long[1 << 20]);
        }
    }

    @Test
    void outOfMemoryIsTheTasksFailureAndItsWorkerIsReplaced() throws Exception {
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).jvmOptions("-Xmx64m").build()) {
            long before = pool.apply(DeathTest::pid);
            TaskException thrown = assertThrows(TaskException.class, () -> pool.apply(DeathTest::eatMemory));
            assertInstanceOf(OutOfMemoryError.class, thrown.getCause());
            assertNotEquals(before, pool.apply(DeathTest::pid));
        }
    }

    @Test
    void outOfMemoryInAChunkCostsOneItem() throws Exception {
        Path log = directory.resolve("log");
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).jvmOptions("-Xmx64m").build()) {
            assertThrows(
                    TaskException.class,
                    () -> pool.withChunkSize(10)
                            .map(
                                    n -> {
                                        Marks.append(log, n);
                                        return n == 4 ? eatMemory() : n;
                                    },
                                    MapTest.range(10)));
            assertEquals(
                    MapTest.range(10).stream().map(String::valueOf).collect(Collectors.toList()), Marks.lines(log));
        }
    }

    private static int recurse(int n) {
        return recurse(n + 1) + 1;
    }

    @Test
    void stackOverflowIsTheTasksFailure() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            TaskException thrown = assertThrows(TaskException.class, () -> pool.apply(n -> recurse(n), 0));
            assertInstanceOf(StackOverflowError.class, thrown.getCause());
            assertEquals(1, pool.apply(() -> 1));
        }
    }

    private static byte[] interrupting(int n) {
        Thread.currentThread().interrupt();
        return new byte[n];
    }

    @Test
    void interruptFlagThatATaskLeavesHarmsNobody() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            long before = pool.apply(DeathTest::pid);
            for (int length : List.of(1, 5_000_000, 40_000, 1)) {
                assertEquals(length, pool.apply(DeathTest::interrupting, length).length);
                assertTrue(!pool.apply(() -> Thread.currentThread().isInterrupted()), "the next task sees the flag");
            }
            assertThrows(
                    IllegalStateException.class,
                    () -> pool.apply(() -> {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("interrupted");
                    }));
            int big = pool.apply(bytes -> bytes.length, new byte[5_000_000]);
            assertEquals(5_000_000, big);
            assertEquals(before, pool.apply(DeathTest::pid), "the worker is the same");
        }
    }

    @Test
    void taskThatInterruptsEveryThreadOfItsJvmHarmsNobody() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            for (int round = 0; round < 3; round++) {
                pool.apply(() -> {
                    Thread.getAllStackTraces().keySet().forEach(Thread::interrupt);
                });
                assertEquals(3_000_000, pool.apply(n -> new byte[n], 3_000_000).length);
                int big = pool.apply(bytes -> bytes.length, new byte[3_000_000]);
                assertEquals(3_000_000, big);
            }
        }
    }

    @Test
    void taskThatThrowsALinkageErrorFailsAndThePoolGoesOn() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            TaskException thrown = assertThrows(
                    TaskException.class,
                    () -> pool.apply(() -> {
                        throw new LinkageError("gone");
                    }));
            assertInstanceOf(LinkageError.class, thrown.getCause());
            assertEquals(1, pool.apply(() -> 1));
        }
    }

    // -- replacement on purpose

    @Test
    void maxTasksPerChildCountsItems() {
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).maxTasksPerChild(10).build()) {
            List<Long> pids = pool.withChunkSize(25).map(n -> pid(), MapTest.range(100));
            Set<Long> different = new TreeSet<>(pids);
            assertEquals(10, different.size(), () -> "workers: " + pids);
            for (long pid : different) {
                assertEquals(10, pids.stream().filter(p -> p == pid).count());
            }
        }
    }

    @Test
    void maxTasksPerChildOfOneIsAWorkerForEachItem() {
        try (ProcessPool pool =
                ProcessPool.builder().processes(2).maxTasksPerChild(1).build()) {
            assertEquals(6, new TreeSet<>(pool.map(n -> pid(), MapTest.range(6))).size());
        }
    }
}
