package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RemoteRunnable;
import io.processpool.SerializationException;
import io.processpool.StandInException;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.BrokenPoolException;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.TaskException;
import io.processpool.pool.WorkerDiedException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Fourteen situations in which CPython's pool, or a result of it, never completes; here each ends. The README has the table. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class FourteenSituationsTest {
    @TempDir
    private Path directory;

    private static Throwable failureOf(AsyncResult<?> result) {
        return assertThrows(ExecutionException.class, () -> result.get(Delays.LONG))
                .getCause();
    }

    private static void sleepLong(Path log) throws Exception {
        Marks.append(log, ProcessHandle.current().pid());
        Thread.sleep(2 * Delays.LONG.toMillis());
    }

    private AsyncResult<Void> running(ProcessPool pool) throws Exception {
        Path log = directory.resolve("running");
        AsyncResult<Void> result = pool.applyAsync(FourteenSituationsTest::sleepLong, log);
        Await.until("the task runs", () -> Marks.lines(log).size() == 1);
        return result;
    }

    private static void killWorkers() throws Exception {
        for (ProcessHandle worker : workers()) {
            worker.destroyForcibly();
            Await.until("the worker is dead", () -> !worker.isAlive());
        }
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> NothingLeftBehind.commandLine(child.pid()).contains("WorkerMain"))
                .toList();
    }

    private static void assertUsable(ProcessPool pool) {
        assertEquals(MapTest.range(20), pool.map(n -> n, MapTest.range(20)));
    }

    @Test
    void _01_taskThatIsKilledFails() throws Exception {
        try (ProcessPool pool = ProcessPool.create(2)) {
            AsyncResult<Void> result = running(pool);
            killWorkers();
            assertInstanceOf(WorkerDiedException.class, failureOf(result));
            assertUsable(pool);
        }
    }

    @Test
    void _02_shutdownAndJoinAfterThatEnd() throws Exception {
        ProcessPool pool = ProcessPool.create(2);
        AsyncResult<Void> result = running(pool);
        killWorkers();
        pool.shutdown();
        assertTrue(pool.join(Delays.LONG));
        assertInstanceOf(WorkerDiedException.class, failureOf(result));
    }

    @Test
    void _03_getAfterTerminateThrows() throws Exception {
        ProcessPool pool = ProcessPool.create(2);
        AsyncResult<Void> running = running(pool);
        pool.terminate();
        assertThrows(CancellationException.class, () -> running.get(Delays.LONG));
        assertTrue(pool.join(Delays.LONG));
    }

    @Test
    void _04_mapAfterIdleWorkersWereKilledGivesItsResult() throws Exception {
        try (ProcessPool pool = ProcessPool.create(2)) {
            assertUsable(pool);
            killWorkers();
            assertUsable(pool);
        }
    }

    @Test
    void _05_terminateAfterIdleWorkersWereKilledEnds() throws Exception {
        ProcessPool pool = ProcessPool.create(2);
        assertUsable(pool);
        killWorkers();
        AsyncResult<List<Integer>> map = pool.mapAsync(n -> n, MapTest.range(100));
        pool.terminate();
        assertTrue(pool.join(Delays.LONG));
        assertTrue(map.ready());
    }

    private static void assertFailsAlone(RemoteRunnable task, Class<? extends Throwable> expected) {
        try (ProcessPool pool = ProcessPool.create(2)) {
            assertInstanceOf(expected, failureOf(pool.applyAsync(task)));
            assertUsable(pool);
        }
    }

    @Test
    void _06_taskThatExitsFails() {
        assertFailsAlone(() -> System.exit(0), WorkerDiedException.class);
    }

    @Test
    void _07_taskThatHaltsFails() {
        assertFailsAlone(() -> Runtime.getRuntime().halt(0), WorkerDiedException.class);
    }

    /** Python's is no {@code Exception}; Java's nearest are an interrupt, and what is no {@code Exception} either. */
    @Test
    void _08_taskThatIsInterruptedOrThrowsNoExceptionFails() {
        assertFailsAlone(
                () -> {
                    throw new InterruptedException();
                },
                InterruptedException.class);
        assertFailsAlone(
                () -> {
                    throw new Error("no Exception");
                },
                Error.class);
    }

    private static final class CannotBeRebuilt extends RuntimeException {
        CannotBeRebuilt(String message) {
            super(message);
        }

        private void readObject(ObjectInputStream in) throws IOException {
            throw new IOException("not here");
        }
    }

    @Test
    void _09_exceptionThatCannotBeRebuiltComesAsAStandIn() {
        try (ProcessPool pool = ProcessPool.create(2)) {
            Throwable failure = failureOf(pool.applyAsync(() -> {
                throw new CannotBeRebuilt("played");
            }));
            assertEquals(
                    CannotBeRebuilt.class.getName(),
                    assertInstanceOf(StandInException.class, failure).originalClassName());
            assertEquals("played", failure.getMessage());
            assertUsable(pool);
        }
    }

    private record Unreadable(int n) implements Serializable {
        Unreadable {
            if (n == 1
                    && !NothingLeftBehind.commandLine(ProcessHandle.current().pid())
                            .contains("WorkerMain")) {
                throw new IllegalArgumentException("not here");
            }
        }
    }

    @Test
    void _10_resultThatCannotBeRebuiltFails() {
        try (ProcessPool pool = ProcessPool.create(2)) {
            assertInstanceOf(SerializationException.class, failureOf(pool.applyAsync(() -> new Unreadable(1))));
            assertEquals(new Unreadable(2), pool.apply(() -> new Unreadable(2)));
            assertUsable(pool);
        }
    }

    @Test
    void _11_callbackThatThrowsHurtsNobody() throws Exception {
        try (ProcessPool pool = ProcessPool.create(2)) {
            AsyncResult<Integer> result = pool.applyAsync(() -> 5).onSuccess(value -> {
                throw new IllegalStateException("callback");
            });
            assertEquals(5, result.get(Delays.LONG));
            assertUsable(pool);
        }
    }

    @Test
    void _12_initializerThatThrowsEndsThePoolWithItsException() {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(2)
                .initializer(() -> {
                    throw new IOException("no database");
                })
                .build()) {
            BrokenPoolException broken = assertThrows(BrokenPoolException.class, () -> pool.apply(() -> 1));
            assertEquals("no database", broken.getCause().getMessage());
        }
    }

    @Test
    void _13_getAfterTheBlockGivesTheResult() throws Exception {
        AsyncResult<List<Integer>> result;
        try (ProcessPool pool = ProcessPool.create(2)) {
            result = pool.withChunkSize(1).mapAsync(n -> n, MapTest.range(200));
        }
        assertEquals(MapTest.range(200), result.get(Delays.LONG));
    }

    @Test
    void _14_joinInsideACallbackIsRefused() throws Exception {
        try (ProcessPool pool = ProcessPool.create(2)) {
            List<Throwable> refusals = new ArrayList<>();
            CompletableFuture<Void> called = new CompletableFuture<>();
            Path gate = directory.resolve("gate");
            pool.applyAsync(() -> Marks.await(gate)).onSuccess(value -> {
                pool.shutdown();
                refusals.add(assertThrows(IllegalStateException.class, pool::join));
                called.complete(null);
            });
            Marks.open(gate);
            called.get(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS);
            assertTrue(
                    refusals.get(0).getMessage().contains("callback"),
                    () -> refusals.get(0).getMessage());
            assertTrue(pool.join(Delays.LONG));
        }
    }

    @Test
    void taskExceptionIsWhatABlockingCallThrowsOfThese() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            assertThrows(
                    TaskException.class,
                    () -> pool.apply(() -> {
                        throw new InterruptedException();
                    }));
        }
    }
}
