package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for a result, asking it, cancelling it, and its callbacks. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class AsyncResultTest {
    private static ProcessPool pool;

    @TempDir
    private Path directory;

    private Path gate;

    @BeforeAll
    static void openPool() {
        pool = ProcessPool.create(2);
    }

    @AfterAll
    @Timeout(60)
    static void closePool() {
        pool.close();
    }

    @BeforeEach
    void makeGate() {
        gate = directory.resolve("gate");
    }

    private static String behind(Path gate) throws InterruptedException {
        Marks.await(gate);
        return "value";
    }

    private static String fail(Path gate) throws Exception {
        Marks.await(gate);
        throw new IOException("no value");
    }

    private static String logged(Path log, String name, Path gate) throws Exception {
        Marks.append(log, name);
        Marks.await(gate);
        return name;
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS);
        assertTrue(taken != null, "nothing came");
        return taken;
    }

    // -- waiting

    @Test
    void isReadyAndSuccessfulWhenTheTaskHasEnded() throws Exception {
        AsyncResult<String> result = pool.applyAsync(AsyncResultTest::behind, gate);
        assertFalse(result.ready());
        assertFalse(result.isDone());
        assertThrows(IllegalStateException.class, result::successful);
        Marks.open(gate);
        result.await();
        assertTrue(result.ready());
        assertTrue(result.isDone());
        assertTrue(result.successful());
        assertFalse(result.isCancelled());
        assertEquals("value", result.get());
        assertEquals("value", result.join());
        assertEquals("value", result.get(Duration.ZERO));
    }

    @Test
    void isReadyAndNotSuccessfulWhenTheTaskHasFailed() throws Exception {
        AsyncResult<String> result = pool.applyAsync(AsyncResultTest::fail, gate);
        Marks.open(gate);
        result.await();
        assertTrue(result.ready());
        assertFalse(result.successful());
        assertFalse(result.isCancelled());
        ExecutionException thrown = assertThrows(ExecutionException.class, result::get);
        assertInstanceOf(IOException.class, thrown.getCause());
        assertSame(
                thrown.getCause(),
                assertThrows(ExecutionException.class, () -> result.get(Duration.ZERO))
                        .getCause());
    }

    @Test
    void getTimesOutAndLaterSucceeds() throws Exception {
        AsyncResult<String> result = pool.applyAsync(AsyncResultTest::behind, gate);
        assertThrows(TimeoutException.class, () -> result.get(Duration.ZERO));
        assertThrows(TimeoutException.class, () -> result.get(Duration.ofSeconds(-1)));
        assertThrows(TimeoutException.class, () -> result.get(Delays.SHORT));
        assertThrows(TimeoutException.class, () -> result.get(1, TimeUnit.MILLISECONDS));
        assertFalse(result.await(Duration.ZERO));
        assertFalse(result.await(Delays.SHORT));
        Marks.open(gate);
        assertEquals("value", result.get(Delays.LONG));
        assertTrue(result.await(Duration.ZERO));
    }

    @Test
    void waitsAsLongAsAnyDurationSays() throws Exception {
        Marks.open(gate);
        assertEquals("value", pool.applyAsync(AsyncResultTest::behind, gate).get(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void interruptedWaiterLeavesTheCallGoingOn() throws Exception {
        AsyncResult<String> result = pool.applyAsync(AsyncResultTest::behind, gate);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, result::get);
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, result::join);
        assertTrue(Thread.interrupted(), "join keeps the interrupt");
        Marks.open(gate);
        assertEquals("value", result.get(Delays.LONG));
    }

    // -- callbacks

    @Test
    void callbackRunsOnceBeforeTheResultIsReadyAndAnotherDoesNot() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        AsyncResult<String> result = pool.applyAsync(AsyncResultTest::behind, gate);
        result.onError(e -> events.add("error " + e));
        result.onSuccess(value -> events.add(value + ", ready: " + result.ready()));
        Marks.open(gate);
        result.await();
        assertEquals("value, ready: false", take(events));
        assertFalse(Await.happens(Delays.SHORT, () -> !events.isEmpty()), () -> "also " + events);
    }

    @Test
    void errorCallbackGetsWhatTheTaskThrewOnce() throws Exception {
        BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        AsyncResult<String> result = pool.applyAsync(AsyncResultTest::fail, gate);
        result.onSuccess(events::add).onError(events::add);
        Marks.open(gate);
        result.await();
        assertEquals(
                "no value", assertInstanceOf(IOException.class, take(events)).getMessage());
        assertFalse(Await.happens(Delays.SHORT, () -> !events.isEmpty()), () -> "also " + events);
    }

    @Test
    void callbackOfMapGetsTheWholeListOnce() throws Exception {
        BlockingQueue<List<Integer>> events = new LinkedBlockingQueue<>();
        AsyncResult<List<Integer>> result = pool.withChunkSize(1).mapAsync(n -> n, MapTest.range(10));
        result.onSuccess(events::add).await();
        assertEquals(MapTest.range(10), take(events));
        assertTrue(events.isEmpty());
    }

    @Test
    void callbackIsGivenTheNullOfAVoidTask() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        pool.applyAsync(Marks::open, gate)
                .onSuccess(nothing -> events.add("got " + nothing))
                .await();
        assertEquals("got null", take(events));
    }

    @Test
    void callbacksRunInTheirOrderOnOneThreadOfThePool() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        List<String> order = new ArrayList<>();
        List<AsyncResult<String>> results = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            AsyncResult<String> result = pool.applyAsync(AsyncResultTest::behind, gate);
            int number = i;
            result.onSuccess(v -> threads.add(Thread.currentThread()));
            if (number == 0) {
                result.onSuccess(v -> order.add("second")).onSuccess(v -> order.add("third"));
            }
            results.add(result);
        }
        Marks.open(gate);
        for (AsyncResult<String> result : results) {
            result.await();
        }
        assertEquals(1, threads.size(), () -> "threads: " + threads);
        assertFalse(threads.contains(Thread.currentThread()));
        assertEquals(List.of("second", "third"), order);
    }

    @Test
    void callbackOfAReadyResultRunsAtOnceInTheAddingThread() throws Exception {
        Marks.open(gate);
        AsyncResult<String> value = pool.applyAsync(AsyncResultTest::behind, gate);
        value.await();
        List<Thread> threads = new ArrayList<>();
        value.onSuccess(v -> threads.add(Thread.currentThread()));
        value.onError(e -> threads.add(null));
        AsyncResult<String> failure = pool.applyAsync(AsyncResultTest::fail, gate);
        failure.await();
        failure.onError(e -> threads.add(Thread.currentThread()));
        assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), threads);
    }

    @Test
    void callbackThatThrowsHurtsNobody() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        AsyncResult<String> result = pool.applyAsync(AsyncResultTest::behind, gate);
        result.onSuccess(v -> {
            throw new IllegalStateException("callback");
        });
        result.onSuccess(v -> {
            throw new AssertionError("callback");
        });
        result.onSuccess(events::add);
        Marks.open(gate);
        assertEquals("value", result.get(Delays.LONG));
        assertEquals("value", take(events));
        assertTrue(result.successful());
        result.onSuccess(v -> {
            throw new IllegalStateException("late callback");
        });
        assertEquals("value", pool.applyAsync(AsyncResultTest::behind, gate).get(Delays.LONG));
    }

    @Test
    void callbackMayAskItsOwnResult() throws Exception {
        BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        AsyncResult<String> result = pool.applyAsync(AsyncResultTest::behind, gate);
        result.onSuccess(v -> {
            events.add(result.join());
            events.add(result.successful());
        });
        Marks.open(gate);
        assertEquals("value", take(events));
        assertEquals(true, take(events));
        assertEquals("value", result.get(Delays.LONG));
    }

    @Test
    void callbackMaySubmitMore() throws Exception {
        BlockingQueue<AsyncResult<Integer>> more = new LinkedBlockingQueue<>();
        pool.applyAsync(AsyncResultTest::behind, gate).onSuccess(v -> more.add(pool.applyAsync(String::length, v)));
        Marks.open(gate);
        assertEquals(5, take(more).get(Delays.LONG));
    }

    @Test
    void closeAndJoinAreRefusedInACallback() throws Exception {
        BlockingQueue<Throwable> refusals = new LinkedBlockingQueue<>();
        try (ProcessPool own = ProcessPool.create(1)) {
            AsyncResult<String> result = own.applyAsync(AsyncResultTest::behind, gate);
            result.onSuccess(v -> {
                refusals.add(assertThrows(IllegalStateException.class, own::close));
                own.shutdown();
                refusals.add(assertThrows(IllegalStateException.class, own::join));
                refusals.add(assertThrows(IllegalStateException.class, () -> own.join(Duration.ZERO)));
            });
            Marks.open(gate);
            result.await();
            for (String verb : List.of("close()", "join()", "join()")) {
                Throwable refusal = take(refusals);
                assertTrue(refusal.getMessage().contains(verb), refusal::getMessage);
            }
        }
    }

    @Test
    void callbacksRunOnTheBuildersExecutor() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "mine"));
        try (ProcessPool own =
                ProcessPool.builder().processes(1).callbackExecutor(executor).build()) {
            BlockingQueue<String> names = new LinkedBlockingQueue<>();
            own.applyAsync(AsyncResultTest::behind, gate)
                    .onSuccess(v -> names.add(Thread.currentThread().getName()));
            Marks.open(gate);
            assertEquals("mine", take(names));
            executor.shutdownNow();
            AsyncResult<Integer> refused = own.applyAsync(n -> n, 1).onSuccess(v -> names.add("still"));
            assertEquals(1, refused.get(Delays.LONG));
            assertEquals("still", take(names));
        }
    }

    @Test
    void closeWaitsForTheCallbacks() {
        AtomicInteger ran = new AtomicInteger();
        try (ProcessPool own = ProcessPool.create(1)) {
            for (int i = 0; i < 50; i++) {
                own.applyAsync(n -> n, i).onSuccess(v -> ran.incrementAndGet());
            }
        }
        assertEquals(50, ran.get());
    }

    // -- futures

    @Test
    void completableFutureCompletesAsTheResultDoes() throws Exception {
        AsyncResult<String> value = pool.applyAsync(AsyncResultTest::behind, gate);
        AsyncResult<String> failure = pool.applyAsync(AsyncResultTest::fail, gate);
        CompletableFuture<String> first = value.toCompletableFuture();
        CompletableFuture<String> second = failure.toCompletableFuture();
        assertNotSame(first, value.toCompletableFuture());
        assertFalse(first.isDone());
        Marks.open(gate);
        assertEquals("value", first.get(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS));
        ExecutionException thrown =
                assertThrows(ExecutionException.class, () -> second.get(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS));
        assertInstanceOf(IOException.class, thrown.getCause());
    }

    @Test
    void cancellingTheCompletableFutureDoesNotReachTheCall() throws Exception {
        AsyncResult<String> result = pool.applyAsync(AsyncResultTest::behind, gate);
        result.toCompletableFuture().cancel(true);
        Marks.open(gate);
        assertEquals("value", result.get(Delays.LONG));
    }

    // -- cancel

    @Test
    void cancelledCallThatHasNotStartedNeverRuns() throws Exception {
        Path log = directory.resolve("log");
        AsyncResult<String> first = pool.applyAsync(AsyncResultTest::logged, log, "first", gate);
        AsyncResult<String> second = pool.applyAsync(AsyncResultTest::logged, log, "second", gate);
        Await.until("both workers are busy", () -> Marks.lines(log).size() == 2);
        AsyncResult<String> queued = pool.applyAsync(AsyncResultTest::logged, log, "queued", gate);
        BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
        queued.onError(errors::add);

        assertTrue(queued.cancel(false));
        assertTrue(queued.isCancelled());
        assertInstanceOf(CancellationException.class, take(errors));
        queued.await();
        assertTrue(queued.isDone());
        assertFalse(queued.successful());
        assertFalse(queued.cancel(false), "cancelled once");
        assertThrows(CancellationException.class, queued::get);
        assertThrows(CancellationException.class, () -> queued.get(Duration.ZERO));
        assertThrows(CancellationException.class, queued::join);

        Marks.open(gate);
        assertEquals("first", first.get(Delays.LONG));
        assertEquals("second", second.get(Delays.LONG));
        assertEquals(List.of(1, 2, 3), pool.map(n -> n, List.of(1, 2, 3)));
        assertFalse(Marks.lines(log).contains("queued"));
    }

    @Test
    void cancelledMapRunsNoMoreItems() throws Exception {
        Path log = directory.resolve("log");
        Path open = gate;
        AsyncResult<List<String>> result = pool.mapAsync(n -> logged(log, "item", open), MapTest.range(100));
        Await.until("both workers are busy", () -> Marks.lines(log).size() == 2);
        assertTrue(result.cancel(true));
        assertThrows(CancellationException.class, result::get);
        Marks.open(gate);
        assertEquals(List.of(1, 2, 3), pool.map(n -> n, List.of(1, 2, 3)));
        assertEquals(2, Marks.lines(log).size());
    }

    @Test
    void resultThatIsReadyCannotBeCancelled() throws Exception {
        Marks.open(gate);
        AsyncResult<String> result = pool.applyAsync(AsyncResultTest::behind, gate);
        result.await();
        assertFalse(result.cancel(true));
        assertFalse(result.isCancelled());
        assertEquals("value", result.get());
    }
}
