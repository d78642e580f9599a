package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.BrokenPoolException;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ProcessPoolBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How many workers there are, how long they live, and how much may wait for them. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class WorkforceTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static byte[] leaked;

    @TempDir
    Path directory;

    private static long workers() {
        return workersOf(ProcessHandle.current());
    }

    /** In a task: how many there are while it runs. Afterwards they may already go again. */
    private static long workersBesides() {
        return workersOf(ProcessHandle.current().parent().orElseThrow());
    }

    private static long workersOf(ProcessHandle parent) {
        return parent.children()
                .filter(child -> NothingLeftBehind.commandLine(child.pid()).contains("WorkerMain"))
                .count();
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private static void meet(List<Path> marks, int mine) throws IOException, InterruptedException {
        Marks.open(marks.get(mine));
        for (Path each : marks) {
            Marks.await(each);
        }
    }

    private List<Path> marks(int count) {
        return marks("mark", count);
    }

    private List<Path> marks(String name, int count) {
        return MapTest.range(count).stream()
                .map(i -> directory.resolve(name + i))
                .toList();
    }

    @Test
    void workersStartWhenThereIsWorkAndEndWhenThereIsNone() throws Exception {
        ProcessPoolBuilder builder =
                ProcessPool.builder().processes(3).minProcesses(0).idleTimeout(Duration.ofMillis(200));
        try (ProcessPool pool = builder.build()) {
            assertFalse(Await.happens(Delays.SHORT, () -> workers() > 0), "nobody asked for a worker");

            assertEquals(1, pool.apply(WorkforceTest::workersBesides), "one item needs one worker");
            List<Path> marks = marks("before", 3);
            List<Path> marksAfter = marks("after", 3);
            List<Long> seen = pool.withChunkSize(1)
                    .map(
                            item -> {
                                meet(marks, item);
                                long workers = workersBesides();
                                meet(marksAfter, item);
                                return workers;
                            },
                            MapTest.range(3));
            assertEquals(List.of(3L, 3L, 3L), seen, "three that meet need three");

            Await.until("idle workers end", () -> workers() == 0);
            assertEquals(7, pool.apply(() -> 7), "and come again");
        }
    }

    @Test
    void theFirstOnesStay() throws Exception {
        ProcessPoolBuilder builder =
                ProcessPool.builder().processes(3).minProcesses(1).idleTimeout(Duration.ofMillis(200));
        try (ProcessPool pool = builder.build()) {
            List<Path> marks = marks(3);
            pool.withChunkSize(1)
                    .map(
                            item -> {
                                meet(marks, item);
                            },
                            MapTest.range(3));
            Await.until("idle workers end", () -> workers() == 1);
            assertFalse(Await.happens(Delays.SHORT, () -> workers() != 1));
        }
    }

    @Test
    void oneChunkOfSlowItemsBringsMoreWorkers() throws Exception {
        try (ProcessPool pool =
                ProcessPool.builder().processes(3).minProcesses(0).build()) {
            List<Path> marks = marks(3);
            pool.withChunkSize(3)
                    .map(
                            item -> {
                                meet(marks, item);
                            },
                            MapTest.range(3));
        }
    }

    @Test
    void workersOfAnAgeAreReplaced() throws Exception {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .maxWorkerAge(Duration.ofMillis(200))
                .build()) {
            long first = pool.apply(WorkforceTest::pid);
            Await.until("the worker is replaced", () -> pool.apply(WorkforceTest::pid) != first);
        }
    }

    @Test
    void workersThatTakeMuchMemoryAreReplaced() throws Exception {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .jvmOptions("-Xmx1g")
                .maxWorkerMemory(250L << 20)
                .build()) {
            long first = pool.apply(WorkforceTest::pid);
            assertEquals(first, pool.apply(WorkforceTest::pid));
            pool.apply(WorkforceTest::leak);
            Await.until("the worker is replaced", () -> pool.apply(WorkforceTest::pid) != first);
            assertEquals(0, pool.apply(() -> leaked == null ? 0 : leaked.length));
        }
    }

    private static void leak() {
        leaked = new byte[300 << 20];
        for (int i = 0; i < leaked.length; i += 4096) {
            leaked[i] = 1;
        }
    }

    @Test
    void workersWhoseTasksLeakOnTheHeapAreReplaced() throws Exception {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .jvmOptions("-Xmx256m")
                .maxWorkerHeap(20L << 20)
                .build()) {
            long first = pool.apply(WorkforceTest::pid);
            for (int i = 0; i < 20; i++) {
                assertEquals(first, pool.apply(WorkforceTest::makeGarbage), "garbage is no leak");
            }
            assertEquals(first, pool.apply(WorkforceTest::leakOnTheHeap), "the item that leaks is answered");
            Await.until("the worker is replaced", () -> pool.apply(WorkforceTest::pid) != first);
            assertEquals(
                    1,
                    pool.map(item -> pid(), MapTest.range(100)).stream()
                            .distinct()
                            .count(),
                    "the next one stays");
        }
    }

    private static long makeGarbage() {
        byte[] garbage = new byte[15 << 20];
        garbage[0] = 1;
        return pid();
    }

    private static long leakOnTheHeap() {
        leaked = new byte[30 << 20];
        return pid();
    }

    @Test
    void whatAFullWorkerHasNotBegunRunsElsewhereOnce() throws Exception {
        Path log = directory.resolve("log");
        try (ProcessPool pool = ProcessPool.builder()
                .processes(2)
                .jvmOptions("-Xmx256m")
                .maxWorkerHeap(20L << 20)
                .build()) {
            pool.withChunkSize(50)
                    .map(
                            item -> {
                                Marks.append(log, item);
                                if (item % 40 == 7) {
                                    leakOnTheHeap();
                                }
                            },
                            MapTest.range(200));
        }
        List<String> ran = Marks.lines(log);
        assertEquals(200, ran.size());
        assertEquals(200, ran.stream().distinct().count());
    }

    @Test
    void aWorkerIsNotReplacedWhileItRuns() throws Exception {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(2)
                .maxWorkerAge(Duration.ofMillis(50))
                .build()) {
            List<Long> pids = pool.map(
                    item -> {
                        Thread.sleep(20);
                        return pid();
                    },
                    MapTest.range(20));
            Set<Long> different = pids.stream().collect(Collectors.toSet());
            assertEquals(20, pids.size());
            assertTrue(different.size() > 2, "replaced: " + different);
        }
    }

    @Test
    void anInitializerThatHangsEndsThePool() {
        ProcessPool pool = ProcessPool.builder()
                .processes(2)
                .initializer(() -> Thread.sleep(Long.MAX_VALUE))
                .initializerTimeout(Duration.ofMillis(300))
                .build();
        try (pool) {
            AsyncResult<Integer> result = pool.applyAsync(() -> 1);
            ExecutionException failed = assertThrows(ExecutionException.class, () -> result.get(LONG));
            BrokenPoolException broken = assertInstanceOf(BrokenPoolException.class, failed.getCause());
            assertTrue(broken.getMessage().contains("did not end within 300 ms"), broken.getMessage());
        }
    }

    @Test
    void asyncCallsWaitWhileTooMuchIsOpen() throws Exception {
        Path gate = directory.resolve("gate");
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).maxQueuedItems(2).build()) {
            AsyncResult<Void> first = pool.applyAsync(() -> Marks.await(gate));
            AsyncResult<Void> second = pool.applyAsync(() -> {});
            CompletableFuture<AsyncResult<Integer>> third =
                    CompletableFuture.supplyAsync(() -> pool.applyAsync(() -> 3));
            assertFalse(Await.happens(Delays.SHORT, third::isDone), "there is no room");

            Marks.open(gate);
            assertEquals(3, third.get().get(LONG));
            first.get();
            second.get();
            assertEquals(
                    100,
                    pool.mapAsync(item -> item, MapTest.range(100)).get(LONG).size(),
                    "more than the bound at once");
        }
    }

    @Test
    void asyncCallsAreRefusedAsAWholeWhereSaidSo() throws Exception {
        Path gate = directory.resolve("gate");
        Path log = directory.resolve("log");
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .maxQueuedItems(3)
                .rejectWhenFull()
                .build()) {
            AsyncResult<Void> first = pool.applyAsync(() -> Marks.await(gate));
            assertThrows(
                    RejectedExecutionException.class,
                    () -> pool.withChunkSize(1)
                            .mapAsync(
                                    item -> {
                                        Marks.append(log, item);
                                    },
                                    MapTest.range(3)));
            List<AsyncResult<Integer>> others = new ArrayList<>();
            others.add(pool.applyAsync(() -> 1));
            others.add(pool.applyAsync(() -> 2));
            assertThrows(RejectedExecutionException.class, () -> pool.applyAsync(() -> 3));
            assertTrue(others.get(1).cancel(false));
            others.add(pool.applyAsync(() -> 4));

            Marks.open(gate);
            first.get();
            assertEquals(1, others.get(0).get(LONG));
            assertEquals(4, others.get(2).get(LONG));
            assertEquals(List.of(), Marks.lines(log));
            assertNotEquals(
                    0, pool.mapAsync(item -> item, MapTest.range(3)).get(LONG).size());
        }
    }

    @Test
    void whoWaitsForRoomIsToldOfTheEnd() throws Exception {
        ProcessPool pool = ProcessPool.builder().processes(1).maxQueuedItems(1).build();
        try (pool) {
            pool.applyAsync(() -> Thread.sleep(Long.MAX_VALUE)).onError(expected -> {});
            CompletableFuture<AsyncResult<Integer>> waiting =
                    CompletableFuture.supplyAsync(() -> pool.applyAsync(() -> 3));
            assertFalse(Await.happens(Delays.SHORT, waiting::isDone), "there is no room");
            pool.terminate();
            Await.until("the waiting call ends", waiting::isDone);
        }
    }

    @Test
    void badLimitsAreRefused() {
        ProcessPoolBuilder builder = ProcessPool.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.minProcesses(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.idleTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.maxWorkerAge(Duration.ofMillis(-1)));
        assertThrows(IllegalArgumentException.class, () -> builder.maxWorkerMemory(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxWorkerHeap(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxQueuedItems(0));
        assertThrows(IllegalArgumentException.class, () -> builder.initializerTimeout(Duration.ZERO));
    }

    @Test
    @Tag("stress")
    @Timeout(300)
    void seventyWorkersWorkAtTheSameTime() throws Exception {
        Path log = directory.resolve("log");
        try (ProcessPool pool =
                ProcessPool.builder().processes(70).jvmOptions("-Xmx32m").build()) {
            List<Long> pids = pool.withChunkSize(1).map(n -> meet(log, 70), MapTest.range(70));
            assertEquals(70, new TreeSet<>(pids).size());
        }
    }

    private static long meet(Path log, int parties) throws Exception {
        Marks.append(log, "here");
        Await.until(
                "all are here", Duration.ofMinutes(2), () -> Marks.lines(log).size() == parties);
        return ProcessHandle.current().pid();
    }
}
