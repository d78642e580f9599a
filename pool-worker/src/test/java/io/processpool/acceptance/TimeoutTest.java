package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.Outcome;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.TaskTimeoutException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that take too long, or that nobody wants any more, cost themselves only. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class TimeoutTest {
    private static final Duration SHORT = Delays.scaled(Duration.ofMillis(300));

    /** Longer than an item that does nothing takes on a machine that is busy with other things. */
    private static final Duration NOT_SO_SHORT = Delays.scaled(Duration.ofSeconds(1));

    @TempDir
    Path directory;

    private ProcessPool pool;

    /** How a task goes on for ever. */
    enum Hang {
        SLEEPING {
            @Override
            void hang() throws Exception {
                Thread.sleep(Long.MAX_VALUE);
            }
        },
        BUSY {
            @Override
            void hang() {
                while (true) {
                    Thread.onSpinWait();
                }
            }
        },
        /** It swallows interrupts, and holds up the exit of its JVM. */
        STUBBORN {
            @Override
            void hang() {
                Runtime.getRuntime().addShutdownHook(new Thread(Hang::sleepThrough));
                sleepThrough();
            }
        };

        abstract void hang() throws Exception;

        private static void sleepThrough() {
            while (true) {
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException ignored) {
                    continue;
                }
            }
        }
    }

    @BeforeEach
    void start() {
        pool = ProcessPool.builder()
                .processes(2)
                .gracePeriod(Duration.ofMillis(600))
                .build();
    }

    @AfterEach
    void end() {
        pool.close();
    }

    private static int hangAtThree(int item, Hang hang) throws Exception {
        if (item == 3) {
            hang.hang();
        }
        return item;
    }

    @ParameterizedTest
    @EnumSource(Hang.class)
    void oneItemTimesOutAndTheOthersRun(Hang hang) {
        List<Outcome<Integer>> outcomes =
                pool.withTaskTimeout(NOT_SO_SHORT).mapOutcomes(item -> hangAtThree(item, hang), MapTest.range(20));

        for (int i = 0; i < 20; i++) {
            if (i != 3) {
                assertEquals(new Outcome.Success<>(i, i), outcomes.get(i));
            }
        }
        Outcome.Failure<?> late = assertInstanceOf(Outcome.Failure.class, outcomes.get(3));
        assertEquals(3, late.item());
        TaskTimeoutException error = assertInstanceOf(TaskTimeoutException.class, late.error());
        assertEquals(3, error.itemIndex());
        assertEquals(Optional.of("3"), error.item());
        assertTrue(error.getMessage().endsWith("\n  item: 3"), error::getMessage);
        assertEquals(NOT_SO_SHORT, error.timeout());
        assertTrue(error.started());
        assertEquals(MapTest.range(10), pool.map(item -> item, MapTest.range(10)), "the pool goes on");
    }

    @Test
    void anItemOfALargeChunkShowsWhatItLooksLike() {
        List<String> items = MapTest.range(20).stream()
                .map(n -> n + " of twenty" + "-".repeat(50_000))
                .toList();
        TaskTimeoutException late = assertThrows(
                TaskTimeoutException.class,
                () -> pool.withTaskTimeout(NOT_SO_SHORT)
                        .withChunkSize(10)
                        .map(
                                item -> {
                                    if (item.startsWith("13")) {
                                        Hang.SLEEPING.hang();
                                    }
                                },
                                items));
        assertEquals(13, late.itemIndex());
        assertTrue(late.item().orElseThrow().startsWith("13 of twenty--"), late::getMessage);
    }

    @ParameterizedTest
    @EnumSource(Hang.class)
    void cancelEndsWhatRuns(Hang hang) throws Exception {
        Path begun = directory.resolve("begun");
        AsyncResult<Void> result = pool.applyAsync(() -> {
            Marks.open(begun);
            hang.hang();
        });
        Marks.await(begun);

        assertTrue(result.cancel(true));
        assertThrows(CancellationException.class, result::get);
        // Both workers are there for others again: they meet.
        Path first = directory.resolve("0");
        Path second = directory.resolve("1");
        pool.withChunkSize(1)
                .map(item -> meet(item == 0 ? first : second, item == 0 ? second : first), MapTest.range(2));
    }

    private static boolean meet(Path mine, Path theirs) throws IOException, InterruptedException {
        Marks.open(mine);
        Marks.await(theirs);
        return true;
    }

    @Test
    void cancelWithoutInterruptLetsTheTaskEnd() throws Exception {
        Path begun = directory.resolve("begun");
        Path gate = directory.resolve("gate");
        Path ended = directory.resolve("ended");
        AsyncResult<Void> result = pool.applyAsync(() -> {
            Marks.open(begun);
            Marks.await(gate);
            Marks.open(ended);
        });
        Marks.await(begun);

        assertTrue(result.cancel(false));
        Marks.open(gate);
        Marks.await(ended);
    }

    @Test
    void anInterruptNeverHitsTheNextTask() {
        for (int round = 0; round < 30; round++) {
            List<Outcome<Integer>> outcomes = pool.withTaskTimeout(Duration.ofMillis(20))
                    .withChunkSize(10)
                    .mapOutcomes(TimeoutTest::sleepTwenty, MapTest.range(10));
            for (Outcome<Integer> outcome : outcomes) {
                if (outcome instanceof Outcome.Failure<Integer> failed) {
                    assertInstanceOf(TaskTimeoutException.class, failed.error());
                }
            }
        }
    }

    private static int sleepTwenty(int item) throws InterruptedException {
        Thread.sleep(item % 2 == 0 ? 20 : 0);
        return item;
    }

    @Test
    void anItemThatFindsNoWorkerInTimeNeverRuns() throws Exception {
        Path gate = directory.resolve("gate");
        Path log = directory.resolve("log");
        List<Path> busy = List.of(directory.resolve("a"), directory.resolve("b"));
        List<AsyncResult<Void>> holding = busy.stream()
                .map(begun -> pool.applyAsync(() -> {
                    Marks.open(begun);
                    Marks.await(gate);
                }))
                .toList();
        for (Path begun : busy) {
            Marks.await(begun);
        }

        List<Outcome<Integer>> outcomes = pool.withQueueTimeout(SHORT)
                .mapOutcomes(
                        item -> {
                            Marks.append(log, item);
                            return item;
                        },
                        MapTest.range(6));

        for (Outcome<Integer> outcome : outcomes) {
            Outcome.Failure<?> failure = assertInstanceOf(Outcome.Failure.class, outcome);
            TaskTimeoutException late = assertInstanceOf(TaskTimeoutException.class, failure.error());
            assertFalse(late.started());
            assertEquals(failure.index(), late.itemIndex());
        }
        Marks.open(gate);
        for (AsyncResult<Void> each : holding) {
            each.get();
        }
        pool.map(item -> item, MapTest.range(4));
        assertEquals(List.of(), Marks.lines(log));
    }

    @Test
    void timeOutsReachAllKindsOfCalls() throws Exception {
        assertThrows(
                TaskTimeoutException.class, () -> pool.withTaskTimeout(SHORT).apply(Hang.SLEEPING::hang));
        ExecutionException failed = assertThrows(
                ExecutionException.class,
                () -> pool.withTaskTimeout(SHORT)
                        .applyAsync(Hang.SLEEPING::hang)
                        .get());
        assertInstanceOf(TaskTimeoutException.class, failed.getCause());
        try (ResultIterator<Integer> results =
                pool.withTaskTimeout(NOT_SO_SHORT).imap(item -> hangAtThree(item, Hang.SLEEPING), MapTest.range(5))) {
            for (int i = 0; i < 5; i++) {
                if (i == 3) {
                    assertThrows(TaskTimeoutException.class, results::next);
                } else {
                    assertEquals(i, results.next());
                }
            }
        }
    }

    @Test
    void failFastEndsTheRest() throws Exception {
        Path log = directory.resolve("log");
        IllegalStateException failed = assertThrows(
                IllegalStateException.class,
                () -> pool.withFailFast()
                        .withChunkSize(1)
                        .map(
                                item -> {
                                    Marks.append(log, item);
                                    if (item == 1) {
                                        throw new IllegalStateException("one");
                                    }
                                    Thread.sleep(Long.MAX_VALUE);
                                },
                                MapTest.range(50)));
        assertEquals("one", failed.getMessage());
        assertEquals(MapTest.range(4), pool.map(item -> item, MapTest.range(4)));
        assertTrue(Marks.lines(log).size() < 10, () -> "the rest has run: " + log);
    }

    @Test
    void anItemWhoseWorkerDiesIsRunAgainAsOftenAsAllowed() throws Exception {
        Path log = directory.resolve("log");
        assertEquals(7, pool.withRetries(2).apply(() -> dieTwice(log)));
        assertEquals(3, Marks.lines(log).size());

        Path other = directory.resolve("other");
        Outcome<Integer> lost = pool.withRetries(1)
                .mapOutcomes(item -> dieTwice(other), List.of(0))
                .get(0);
        assertInstanceOf(Outcome.Failure.class, lost);
        assertEquals(2, Marks.lines(other).size());
    }

    private static int dieTwice(Path log) throws IOException {
        Marks.append(log, "run");
        if (Marks.lines(log).size() < 3) {
            Runtime.getRuntime().halt(9);
        }
        return 7;
    }

    @Test
    void closeWithATimeTerminatesWhatIsLeft() throws Exception {
        Path begun = directory.resolve("begun");
        AsyncResult<Void> result = pool.applyAsync(() -> {
            Marks.open(begun);
            Hang.BUSY.hang();
        });
        Marks.await(begun);

        assertFalse(pool.close(Duration.ofMillis(50)));
        assertThrows(CancellationException.class, result::get);
        assertTrue(pool.close(Duration.ofSeconds(1)), "it has ended");
    }

    @Test
    void aWindowBoundsWhatIsPulled() {
        int[] pulled = new int[1];
        Iterable<Integer> items =
                () -> MapTest.range(100).stream().peek(item -> pulled[0]++).iterator();
        try (ResultIterator<Integer> results = pool.withWindow(3).imap(item -> item, items)) {
            for (int i = 0; i < 100; i++) {
                assertEquals(i, results.next());
                assertTrue(pulled[0] <= i + 3 + 1, "pulled " + pulled[0] + " when " + i + " were taken");
            }
        }
    }

    @Test
    void badTimesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> pool.withTaskTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> pool.withQueueTimeout(Duration.ofMillis(-1)));
        assertThrows(NullPointerException.class, () -> pool.withTaskTimeout(null));
        assertThrows(IllegalArgumentException.class, () -> pool.withRetries(-1));
        assertThrows(IllegalArgumentException.class, () -> pool.withWindow(0));
        assertThrows(IllegalArgumentException.class, () -> ProcessPool.builder().gracePeriod(Duration.ZERO));
    }
}
