package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.BrokenPoolException;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.WorkerDiedException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What runs in each worker before its first task, and what comes of it when it fails. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class InitializerTest {
    private static String greeting;

    @TempDir
    private Path directory;

    private Path log;

    @BeforeEach
    void nameLog() {
        log = directory.resolve("starts");
    }

    private static void greet(String... words) {
        greeting = String.join(" ", words);
    }

    private static void logStart(Path log) throws IOException {
        Marks.append(log, ProcessHandle.current().pid());
    }

    private static void throwing(Path log) throws IOException {
        logStart(log);
        throw new IOException("no database");
    }

    private static void exiting(Path log) throws IOException {
        logStart(log);
        System.exit(7);
    }

    @Test
    void takesNoneToFourArguments() {
        List<ProcessPool> pools = List.of(
                ProcessPool.builder().processes(1).initializer(() -> greet()).build(),
                ProcessPool.builder()
                        .processes(1)
                        .initializer(a -> greet(a), "a")
                        .build(),
                ProcessPool.builder()
                        .processes(1)
                        .initializer((a, b) -> greet(a, b), "a", "b")
                        .build(),
                ProcessPool.builder()
                        .processes(1)
                        .initializer((a, b, c) -> greet(a, b, c), "a", "b", "c")
                        .build(),
                ProcessPool.builder()
                        .processes(1)
                        .initializer((a, b, c, d) -> greet(a, b, c, d), "a", "b", "c", "d")
                        .build());
        List<String> seen = new ArrayList<>();
        for (ProcessPool pool : pools) {
            seen.add(pool.apply(() -> greeting));
            pool.close();
        }
        assertEquals(List.of("", "a", "a b", "a b c", "a b c d"), seen);
    }

    @Test
    void runsOnceInEachWorkerAndAgainInEachReplacement() throws Exception {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(2)
                .initializer(InitializerTest::logStart, log)
                .build()) {
            pool.map(n -> n, MapTest.range(100));
            Await.until("both workers have started", () -> Marks.lines(log).size() == 2);
            assertThrows(
                    WorkerDiedException.class,
                    () -> pool.apply(() -> Runtime.getRuntime().halt(1)));
            Await.until("the replacement has started", () -> Marks.lines(log).size() == 3);
            pool.map(n -> n, MapTest.range(100));
        }
        assertEquals(3, new TreeSet<>(Marks.lines(log)).size(), "each in a process of its own");
        assertEquals(3, Marks.lines(log).size());
    }

    @Test
    void itsInterruptFlagIsNotTheFirstTasks() {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .initializer(() -> Thread.currentThread().interrupt())
                .build()) {
            assertFalse(pool.apply(() -> Thread.currentThread().isInterrupted()));
        }
    }

    @Test
    void thatThrowsFailsEveryOpenAndEveryLaterCallWithItsException() throws Exception {
        Path gate = directory.resolve("gate");
        try (ProcessPool pool = ProcessPool.builder()
                .processes(2)
                .initializer(
                        (file, open) -> {
                            Marks.await(open);
                            throwing(file);
                        },
                        log,
                        gate)
                .build()) {
            AsyncResult<Integer> apply = pool.applyAsync(() -> 1);
            AsyncResult<List<Integer>> map = pool.mapAsync(n -> n, MapTest.range(100));
            ResultIterator<Integer> iteration = pool.imap(n -> n, MapTest.range(100));
            List<Throwable> errors = new ArrayList<>();
            apply.onError(errors::add);
            Marks.open(gate);

            BrokenPoolException broken = assertInstanceOf(
                    BrokenPoolException.class,
                    assertThrows(ExecutionException.class, () -> apply.get(Delays.LONG))
                            .getCause());
            IOException cause = assertInstanceOf(IOException.class, broken.getCause());
            assertEquals("no database", cause.getMessage());
            assertEquals("throwing", cause.getStackTrace()[0].getMethodName());
            assertThrows(BrokenPoolException.class, map::join);
            assertThrows(BrokenPoolException.class, iteration::next);
            assertInstanceOf(BrokenPoolException.class, errors.get(0));
            assertEquals(1, errors.size());

            BrokenPoolException later = assertThrows(BrokenPoolException.class, () -> pool.apply(() -> 1));
            assertInstanceOf(IOException.class, later.getCause());
            assertThrows(BrokenPoolException.class, () -> pool.mapAsync(n -> n, List.of(1)));
            assertThrows(BrokenPoolException.class, () -> pool.imap(n -> n, List.of(1)));
        }
        assertTrue(Marks.lines(log).size() <= 2, () -> "a storm of starts");
    }

    @Test
    void thatThrowsFailsABlockingCall() throws Exception {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .initializer(InitializerTest::throwing, log)
                .build()) {
            BrokenPoolException broken =
                    assertThrows(BrokenPoolException.class, () -> pool.map(n -> n, MapTest.range(10)));
            assertInstanceOf(IOException.class, broken.getCause());
        }
        assertEquals(1, Marks.lines(log).size());
    }

    @Test
    void thatThrowsEndsThePoolThoughNobodyAsks() throws Exception {
        ProcessPool pool = ProcessPool.builder()
                .processes(2)
                .initializer(InitializerTest::throwing, log)
                .build();
        Await.until("a worker has started", () -> !Marks.lines(log).isEmpty());
        Await.until("the pool is broken", () -> pool.toString().contains("broken"));
        assertTrue(pool.join(Delays.LONG));
        assertTrue(Marks.lines(log).size() <= 2);
        pool.close();
    }

    @Test
    void thatExitsEndsThePoolAfterAFewStarts() throws Exception {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(2)
                .initializer(InitializerTest::exiting, log)
                .build()) {
            BrokenPoolException broken =
                    assertThrows(BrokenPoolException.class, () -> pool.map(n -> n, MapTest.range(10)));
            assertTrue(broken.getMessage().contains("7"), broken::getMessage);
        }
        int starts = Marks.lines(log).size();
        assertTrue(starts <= 10, starts + " starts of 2 workers");
    }

    @Test
    void thatCannotBeRebuiltEndsThePool() {
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .initializer(a -> greet("never"), new Unreadable())
                .build()) {
            BrokenPoolException broken = assertThrows(BrokenPoolException.class, () -> pool.apply(() -> 1));
            assertTrue(
                    broken.toString().contains("Unreadable")
                            || String.valueOf(broken.getCause()).contains("broken"),
                    () -> broken + ", cause: " + broken.getCause());
        }
    }

    private static final class Unreadable implements Serializable {
        private void readObject(ObjectInputStream in) throws IOException {
            throw new IOException("broken");
        }
    }
}
