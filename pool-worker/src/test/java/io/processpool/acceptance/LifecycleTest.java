package io.processpool.acceptance;

import static io.processpool.Args.args;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How pools begin and end. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class LifecycleTest {
    @TempDir
    private Path directory;

    enum End {
        SHUTDOWN(ProcessPool::shutdown),
        CLOSE(ProcessPool::close),
        TERMINATE(ProcessPool::terminate);

        private final Consumer<ProcessPool> action;

        End(Consumer<ProcessPool> action) {
            this.action = action;
        }
    }

    private static String logged(Path log, Path gate) throws Exception {
        Marks.append(log, ProcessHandle.current().pid());
        Marks.await(gate);
        return "done";
    }

    private static <T> FutureTask<T> inThread(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    // -- beginning

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void fewerThanOneProcessAreRefused(int processes) {
        String message = "Number of processes must be at least 1";
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> ProcessPool.create(processes))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ProcessPool.builder().processes(processes))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void fewerThanOneTaskPerChildAreRefused(int items) {
        assertThrows(IllegalArgumentException.class, () -> ProcessPool.builder().maxTasksPerChild(items));
    }

    @Test
    void aPoolOfNoGivenSizeHasAWorkerForEachProcessor() throws Exception {
        try (ProcessPool pool = ProcessPool.create()) {
            int processors = Runtime.getRuntime().availableProcessors();
            Await.until("its workers are there", () -> pool.statistics().liveWorkers() == processors);
        }
    }

    @Test
    void defaultIsAWorkerForEachProcessor() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        try (ProcessPool pool = ProcessPool.builder().build()) {
            long self = ProcessHandle.current().pid();
            Await.until(processors + " workers", () -> workersOf(self).size() == processors);
            assertEquals(List.of(1), pool.map(n -> n, List.of(1)));
            assertEquals(processors, workersOf(self).size());
        }
    }

    private static List<ProcessHandle> workersOf(long pid) {
        return ProcessHandle.of(pid)
                .orElseThrow()
                .children()
                .filter(child -> NothingLeftBehind.commandLine(child.pid()).contains("io.processpool.worker"))
                .toList();
    }

    @Test
    void poolThatIsNeverUsedCloses() {
        try (ProcessPool pool = ProcessPool.create(2)) {
            assertTrue(pool.toString().contains("2"), pool::toString);
        }
    }

    // -- ending

    @ParameterizedTest
    @EnumSource
    void submittingAfterTheEndIsRefused(End end) throws Exception {
        ProcessPool pool = ProcessPool.create(1);
        end.action.accept(pool);
        List<Executable> calls = List.of(
                () -> pool.map(n -> n, List.of(1)),
                () -> pool.map(n -> n, List.<Integer>of()),
                () -> pool.mapAsync(n -> n, List.of(1)),
                () -> pool.apply(() -> 1),
                () -> pool.applyAsync(() -> 1),
                () -> pool.starmap((a, b) -> a + b, List.of(args(1, 2))),
                () -> pool.imap(n -> n, List.of(1)),
                () -> pool.withChunkSize(2).imapUnordered(n -> n, List.of(1)));
        for (Executable call : calls) {
            assertEquals(
                    "Pool not running",
                    assertThrows(IllegalStateException.class, call).getMessage());
        }
        pool.join();
        assertThrows(IllegalStateException.class, () -> pool.apply(() -> 1));
    }

    @Test
    void joinOfARunningPoolIsRefused() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            String message = "Pool is still running";
            assertEquals(
                    message,
                    assertThrows(IllegalStateException.class, pool::join).getMessage());
            assertEquals(
                    message,
                    assertThrows(IllegalStateException.class, () -> pool.join(Duration.ZERO))
                            .getMessage());
        }
    }

    @Test
    void endingTwiceIsFine() throws Exception {
        ProcessPool pool = ProcessPool.create(1);
        pool.shutdown();
        pool.shutdown();
        pool.close();
        pool.close();
        pool.terminate();
        pool.terminate();
        pool.join();
        assertTrue(pool.join(Duration.ZERO));
    }

    @Test
    void shutdownLetsQueuedWorkFinish() throws Exception {
        Path log = directory.resolve("log");
        Path gate = directory.resolve("gate");
        ProcessPool pool = ProcessPool.create(2);
        AsyncResult<List<String>> result = pool.withChunkSize(1).mapAsync(n -> logged(log, gate), MapTest.range(20));
        assertFalse(pool.isShutdown());
        pool.shutdown();
        assertTrue(pool.isShutdown());
        assertFalse(pool.isTerminated());
        assertFalse(pool.join(Delays.SHORT), "ended with work in the queue");
        Marks.open(gate);
        assertEquals(20, result.get(Delays.LONG).size());
        assertTrue(pool.join(Delays.LONG));
        assertTrue(pool.isTerminated());
        assertEquals(20, Marks.lines(log).size());
    }

    @Test
    void closeWaitsForQueuedWork() throws Exception {
        AsyncResult<List<Integer>> result;
        try (ProcessPool pool = ProcessPool.create(2)) {
            result = pool.withChunkSize(1).mapAsync(n -> n, MapTest.range(500));
        }
        assertTrue(result.ready());
        assertEquals(MapTest.range(500), result.get(Duration.ZERO));
    }

    @Test
    void terminateCompletesTenThousandQueuedCalls() throws Exception {
        Path log = directory.resolve("log");
        Path gate = directory.resolve("never opened");
        ProcessPool pool = ProcessPool.create(2);
        List<AsyncResult<String>> results = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            results.add(pool.applyAsync(LifecycleTest::logged, log, gate));
        }
        List<Throwable> errors = new ArrayList<>();
        results.get(9_999).onError(errors::add);
        Await.until("both workers are busy", () -> Marks.lines(log).size() == 2);
        pool.terminate();
        assertTrue(pool.join(Delays.LONG), "did not end");
        for (AsyncResult<String> result : results) {
            assertTrue(result.ready(), "a result is not ready after the pool's end");
            assertThrows(CancellationException.class, () -> result.get(Delays.LONG));
        }
        assertInstanceOf(CancellationException.class, errors.get(0));
        assertEquals(1, errors.size());
        assertEquals(2, Marks.lines(log).size());
    }

    @Test
    void terminateEndsAMapOfTenThousandItemsAndABlockingCall() throws Exception {
        Path log = directory.resolve("log");
        Path gate = directory.resolve("never opened");
        ProcessPool pool = ProcessPool.create(2);
        AsyncResult<List<String>> map = pool.mapAsync(n -> logged(log, gate), MapTest.range(10_000));
        FutureTask<List<String>> blocked = inThread(() -> pool.map(n -> logged(log, gate), MapTest.range(10)));
        Await.until("both workers are busy", () -> Marks.lines(log).size() == 2);
        pool.terminate();
        assertTrue(pool.join(Delays.LONG), "did not end");
        assertThrows(CancellationException.class, map::join);
        Throwable thrown = assertThrows(
                        ExecutionException.class, () -> blocked.get(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS))
                .getCause();
        boolean named = thrown instanceof CancellationException
                || thrown instanceof IllegalStateException && "Pool not running".equals(thrown.getMessage());
        assertTrue(named, () -> "thrown: " + thrown);
    }

    @Test
    void terminateKeepsWhatIsReady() throws Exception {
        ProcessPool pool = ProcessPool.create(1);
        AsyncResult<Integer> result = pool.applyAsync(n -> n, 5);
        result.await();
        pool.terminate();
        assertTrue(pool.join(Delays.LONG));
        assertEquals(5, result.get());
    }

    @Test
    void terminateAtOnceAfterTheStartEnds() throws Exception {
        for (int i = 0; i < 5; i++) {
            ProcessPool pool = ProcessPool.create(2);
            AsyncResult<Integer> result = pool.applyAsync(() -> 1);
            pool.terminate();
            assertTrue(pool.join(Delays.LONG));
            assertTrue(result.ready());
        }
    }

    // -- interrupts of the caller

    @Test
    void interruptedBlockingCallCancelsAndKeepsTheInterrupt() throws Exception {
        Path log = directory.resolve("log");
        Path gate = directory.resolve("gate");
        try (ProcessPool pool = ProcessPool.create(1)) {
            FutureTask<Boolean> interrupted = new FutureTask<>(() -> {
                assertThrows(
                        CancellationException.class,
                        () -> pool.withChunkSize(1).map(n -> logged(log, gate), MapTest.range(10)));
                return Thread.interrupted();
            });
            Thread caller = new Thread(interrupted);
            caller.start();
            Await.until("an item runs", () -> Marks.lines(log).size() == 1);
            caller.interrupt();
            assertTrue(interrupted.get(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS), "the interrupt is kept");
            Marks.open(gate);
            assertEquals(1, pool.apply(() -> 1));
            assertEquals(1, Marks.lines(log).size(), "items that ran");
        }
    }

    @Test
    void interruptedCloseTerminatesAndKeepsTheInterrupt() throws Exception {
        Path log = directory.resolve("log");
        Path gate = directory.resolve("never opened");
        ProcessPool pool = ProcessPool.create(1);
        AsyncResult<String> result = pool.applyAsync(LifecycleTest::logged, log, gate);
        Await.until("the worker is busy", () -> Marks.lines(log).size() == 1);
        Thread.currentThread().interrupt();
        pool.close();
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        assertThrows(CancellationException.class, result::join);
    }

    // -- many

    @Test
    void severalPoolsWorkAtOnce() {
        try (ProcessPool first = ProcessPool.create(1);
                ProcessPool second = ProcessPool.create(2)) {
            AsyncResult<List<Integer>> one = first.mapAsync(n -> n + 1, MapTest.range(100));
            AsyncResult<List<Integer>> two = second.mapAsync(n -> n + 2, MapTest.range(100));
            assertEquals(101, two.join().get(99));
            assertEquals(100, one.join().get(99));
            first.close();
            assertEquals(3, second.apply(() -> 3));
        }
    }

    private static int sumOfAPoolInHere(int n) {
        try (ProcessPool inner = ProcessPool.create(2)) {
            return inner.map(i -> i, MapTest.range(n)).stream().mapToInt(i -> i).sum();
        }
    }

    @Test
    void poolInsideAWorkerWorks() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            assertEquals(List.of(45), pool.map(LifecycleTest::sumOfAPoolInHere, List.of(10)));
        }
    }

    @Test
    void eightThreadsUseOnePoolAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (ProcessPool pool = ProcessPool.create(2)) {
            List<Future<Integer>> sums = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                sums.add(threads.submit(() -> useFrom(pool, thread)));
            }
            for (Future<Integer> sum : sums) {
                assertEquals(20, sum.get(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int useFrom(ProcessPool pool, int thread) {
        int rounds = 0;
        while (rounds < 20) {
            int offset = thread * 1000 + rounds;
            List<Integer> expected =
                    MapTest.range(30).stream().map(n -> n + offset).toList();
            assertEquals(expected, pool.map(n -> n + offset, MapTest.range(30)));
            int echo = pool.apply(n -> n, offset);
            assertEquals(offset, echo);
            rounds++;
        }
        return rounds;
    }
}
