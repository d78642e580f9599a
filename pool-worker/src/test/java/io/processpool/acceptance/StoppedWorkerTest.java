package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.TaskTimeoutException;
import io.processpool.pool.WorkerDiedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is stopped (SIGSTOP) is neither dead nor alive: nobody can tell it from a slow one, but it holds up nothing else. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class StoppedWorkerTest {
    private static final Duration TIME_OUT = Delays.scaled(Duration.ofSeconds(1));
    private static final Duration TIME_TO_STOP = Delays.scaled(Duration.ofSeconds(3));
    private static final Duration GRACE = Delays.scaled(Duration.ofMillis(500));

    @TempDir
    private Path directory;

    private static int runUntilOpen(int n, Path log, Path gate) throws Exception {
        Marks.append(log, ProcessHandle.current().pid());
        Marks.await(gate);
        return n;
    }

    static void signal(String name, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    }

    private long stopWhoRuns(Path log) throws Exception {
        Await.until("the item runs", () -> Marks.lines(log).size() == 1);
        long pid = Long.parseLong(Marks.lines(log).get(0));
        signal("STOP", pid);
        return pid;
    }

    @Test
    void itsItemWaitsAndTheOthersRunElsewhere() throws Exception {
        Path log = directory.resolve("log");
        Path gate = directory.resolve("gate");
        try (ProcessPool pool = ProcessPool.create(2)) {
            AsyncResult<Integer> stopped = pool.applyAsync(StoppedWorkerTest::runUntilOpen, 1, log, gate);
            long pid = stopWhoRuns(log);
            assertEquals(MapTest.range(100), pool.map(n -> n, MapTest.range(100)));
            assertFalse(stopped.ready());
            signal("CONT", pid);
            Marks.open(gate);
            assertEquals(1, stopped.get(Delays.LONG));
        }
    }

    @Test
    void killingItFailsItsItem() throws Exception {
        Path log = directory.resolve("log");
        Path gate = directory.resolve("gate");
        try (ProcessPool pool = ProcessPool.create(1)) {
            AsyncResult<List<Integer>> map =
                    pool.mapAsync(n -> n == 0 ? runUntilOpen(n, log, gate) : n, MapTest.range(10));
            signal("KILL", stopWhoRuns(log));
            assertEquals(0, assertThrows(WorkerDiedException.class, map::join).itemIndex());
            assertEquals(1, pool.apply(() -> 1));
        }
    }

    @Test
    void timeOutOfItsTaskEndsIt() throws Exception {
        Path log = directory.resolve("log");
        Path gate = directory.resolve("never opened");
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).gracePeriod(GRACE).build()) {
            AsyncResult<Integer> stopped =
                    pool.withTaskTimeout(TIME_TO_STOP).applyAsync(StoppedWorkerTest::runUntilOpen, 1, log, gate);
            long pid = stopWhoRuns(log);
            assertThrows(TaskTimeoutException.class, stopped::join);
            assertNotEquals(pid, pool.apply(() -> ProcessHandle.current().pid()));
        }
    }

    @Test
    void whatItWasHandedAndHasNotBegunRunsElsewhere() throws Exception {
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).gracePeriod(GRACE).build()) {
            long pid = pool.apply(() -> ProcessHandle.current().pid());
            signal("STOP", pid);
            List<Long> pids = pool.withTaskTimeout(TIME_OUT)
                    .map(n -> ProcessHandle.current().pid(), MapTest.range(100));
            assertFalse(pids.contains(pid));
        }
    }

    @Test
    void isKilledWhenItIsToExit() throws Exception {
        System.setProperty("processpool.exitMillis", "1000");
        try (ProcessPool pool = ProcessPool.create(1)) {
            signal("STOP", pool.apply(() -> ProcessHandle.current().pid()));
        } finally {
            System.clearProperty("processpool.exitMillis");
        }
    }

    @Test
    void terminateEndsItToo() throws Exception {
        Path log = directory.resolve("log");
        Path gate = directory.resolve("never opened");
        ProcessPool pool = ProcessPool.create(1);
        AsyncResult<Integer> stopped = pool.applyAsync(StoppedWorkerTest::runUntilOpen, 1, log, gate);
        stopWhoRuns(log);
        pool.terminate();
        assertTrue(pool.join(Delays.LONG));
        assertThrows(CancellationException.class, stopped::join);
    }
}
