package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.PoolStatistics;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.TaskTimeoutException;
import io.processpool.pool.WorkerDiedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a pool says it does, and what it has done. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class StatisticsTest {
    private static final int WORKERS = 2;

    @TempDir
    private Path directory;

    private static int behind(Path gate) throws Exception {
        Marks.append(gate.resolveSibling("running"), ProcessHandle.current().pid());
        Await.until("the gate is open", () -> Files.exists(gate));
        return 1;
    }

    private static int failIfOdd(int n) {
        if (n % 2 == 1) {
            throw new IllegalStateException("odd: " + n);
        }
        return n;
    }

    /** Dies the first time. */
    private static int dieOnce(Path mark) throws Exception {
        if (!Files.exists(mark)) {
            Marks.open(mark);
            Runtime.getRuntime().halt(1);
        }
        return 1;
    }

    private static void assertEnded(ProcessPool pool, long completed, long failed, long replaced) throws Exception {
        PoolStatistics expected = new PoolStatistics(WORKERS, 0, 0, completed, failed, replaced);
        Await.happens(Delays.LONG, () -> pool.statistics().equals(expected));
        assertEquals(expected, pool.statistics());
    }

    @Test
    void aRunningBatchIsSeen() throws Exception {
        Path gate = directory.resolve("gate");
        try (ProcessPool pool = ProcessPool.create(WORKERS)) {
            assertEnded(pool, 0, 0, 0);
            AsyncResult<List<Integer>> batch =
                    pool.withChunkSize(1).mapAsync(StatisticsTest::behind, List.of(gate, gate, gate, gate, gate));
            Await.until(
                    "both work", () -> Marks.lines(directory.resolve("running")).size() == WORKERS);
            PoolStatistics now = pool.statistics();
            assertEquals(5, now.waitingItems() + now.handedItems(), now::toString);
            assertTrue(now.handedItems() >= WORKERS, now::toString);
            assertEquals(0, now.completedItems());
            Marks.open(gate);
            assertEquals(5, batch.join().size());
            assertEnded(pool, 5, 0, 0);
        }
    }

    @Test
    void whatIsReadyHasBeenCounted() throws Exception {
        ProcessPool pool = ProcessPool.create(WORKERS);
        try (pool) {
            for (int calls = 1; calls <= 100; calls++) {
                pool.map(n -> n + 1, MapTest.range(1000));
                assertEquals(calls * 1000, pool.statistics().completedItems());
            }
        }
        assertEquals(new PoolStatistics(0, 0, 0, 100_000, 0, 0), pool.statistics());
    }

    @Test
    void failuresAreCounted() throws Exception {
        try (ProcessPool pool = ProcessPool.create(WORKERS)) {
            assertEnded(pool, 0, 0, 0);
            assertEquals(
                    9,
                    pool.mapOutcomes(StatisticsTest::failIfOdd, MapTest.range(9))
                            .size());
            assertEnded(pool, 5, 4, 0);
            assertThrows(WorkerDiedException.class, () -> pool.apply(Deaths.HALTS));
            assertEnded(pool, 5, 5, 1);
            Path gate = directory.resolve("gate");
            assertThrows(
                    TaskTimeoutException.class,
                    () -> pool.withTaskTimeout(Duration.ofMillis(100)).apply(StatisticsTest::behind, gate));
            assertEquals(6, pool.statistics().failedItems());
        }
    }

    @Test
    void whatIsTriedAgainIsCountedOnce() throws Exception {
        try (ProcessPool pool = ProcessPool.create(WORKERS)) {
            assertEnded(pool, 0, 0, 0);
            assertEquals(1, pool.withRetries(1).apply(StatisticsTest::dieOnce, directory.resolve("mark")));
            assertEnded(pool, 1, 0, 1);
        }
    }

    @Test
    void anItemIsSomewhereWhileItsWorkerIsBuried() throws Exception {
        try (ProcessPool pool = ProcessPool.create(WORKERS)) {
            assertEnded(pool, 0, 0, 0);
            AsyncResult<?> result = pool.withRetries(3).applyAsync(Deaths.HALTS);
            PoolStatistics now = pool.statistics();
            while (now.failedItems() == 0) {
                assertEquals(1, now.waitingItems() + now.handedItems(), now::toString);
                now = pool.statistics();
            }
            assertThrows(WorkerDiedException.class, result::join);
            assertEnded(pool, 0, 1, 4);
        }
    }

    @Test
    void whatRunsTooLongAfterItWasCancelledIsNotCounted() throws Exception {
        Path gate = directory.resolve("gate");
        // Not yet over when it is cancelled, on a busy machine.
        Duration timeOut = Delays.scaled(Duration.ofMillis(1500));
        try (ProcessPool pool = ProcessPool.create(WORKERS)) {
            assertEnded(pool, 0, 0, 0);
            AsyncResult<Integer> result = pool.withTaskTimeout(timeOut).applyAsync(StatisticsTest::behind, gate);
            Await.until("it runs", () -> Files.exists(directory.resolve("running")));
            result.cancel(false);
            // The time is over for both, and is looked at in one step.
            assertThrows(
                    TaskTimeoutException.class,
                    () -> pool.withTaskTimeout(timeOut).apply(StatisticsTest::behind, gate));
            assertEnded(pool, 0, 1, 0);
        }
    }

    @Test
    void whatIsCancelledIsNotCounted() throws Exception {
        Path gate = directory.resolve("gate");
        try (ProcessPool pool = ProcessPool.create(WORKERS)) {
            assertEnded(pool, 0, 0, 0);
            AsyncResult<List<Integer>> batch =
                    pool.withChunkSize(1).mapAsync(StatisticsTest::behind, List.of(gate, gate, gate, gate));
            Await.until(
                    "both work", () -> Marks.lines(directory.resolve("running")).size() == WORKERS);
            batch.cancel(false);
            assertEquals(new PoolStatistics(WORKERS, 0, 0, 0, 0, 0), pool.statistics());
            Marks.open(gate);
            pool.map(n -> n, MapTest.range(10));
            assertEnded(pool, 10, 0, 0);
        }
    }
}
