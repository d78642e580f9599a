package io.processpool.acceptance;

import static io.processpool.Args.args;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.processpool.RemoteFunction;
import io.processpool.RuntimeError;
import io.processpool.StandInException;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.shared.SharedInt;
import io.processpool.sync.ProcessLock;
import io.processpool.sync.ProcessSemaphore;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A raw lock reaches a worker through its start, never through a task. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class InheritanceRuleTest {
    private static ProcessPool pool;

    @TempDir
    private Path directory;

    @BeforeAll
    static void openPool() {
        pool = ProcessPool.create(2);
    }

    @AfterAll
    @Timeout(60)
    static void closePool() {
        pool.close();
    }

    enum Raw {
        PROCESS_LOCK("Lock", ProcessLock::create),
        PROCESS_SEMAPHORE("Semaphore", () -> ProcessSemaphore.create(1)),
        SHARED_INT("SharedInt", () -> SharedInt.create(0)),
        REENTRANT_LOCK("ReentrantLock", ReentrantLock::new),
        READ_WRITE_LOCK("ReentrantReadWriteLock", ReentrantReadWriteLock::new),
        READ_LOCK("ReadLock", () -> new ReentrantReadWriteLock().readLock()),
        STAMPED_LOCK("StampedLock", StampedLock::new),
        SEMAPHORE("Semaphore", () -> new Semaphore(1));

        private final String kind;
        private final Supplier<Object> maker;

        Raw(String kind, Supplier<Object> maker) {
            this.kind = kind;
            this.maker = maker;
        }

        String sentence() {
            return kind + " objects should only be shared between processes through inheritance";
        }

        Object make() {
            return maker.get();
        }
    }

    record Job(String name, Object lock) implements Serializable {}

    static final class LockedException extends RuntimeException {
        private final ReentrantLock lock = new ReentrantLock();

        LockedException(String message) {
            super(message);
        }

        boolean isLocked() {
            return lock.isLocked();
        }
    }

    private static int ran(Object item, Path log) throws Exception {
        Marks.append(log, "ran");
        return 1;
    }

    private static String firstLine(Throwable thrown) {
        return thrown.getMessage().lines().findFirst().orElse("");
    }

    private static void assertNamed(Raw raw, Throwable thrown) {
        assertEquals(raw.sentence(), firstLine(assertInstanceOf(RuntimeError.class, thrown)));
    }

    // -- blocking calls

    @ParameterizedTest
    @EnumSource
    void blockingCallsThrowAndRunNothing(Raw raw) throws Exception {
        Object lock = raw.make();
        Path log = directory.resolve("log");
        RemoteFunction<Object, Integer> task = item -> ran(item, log);
        RemoteFunction<Object, Integer> capturing = item -> ran(lock, log);
        List<Executable> calls = List.of(
                () -> pool.map(task, List.of(lock)),
                () -> pool.map(task, List.of("a", "b", lock)),
                () -> pool.withChunkSize(1).map(task, List.of("a", "b", lock)),
                () -> pool.map(task, List.of(List.of("a", lock))),
                () -> pool.map(task, List.of(Map.of("key", lock))),
                () -> pool.map(task, List.of(new Job("a", null), new Job("b", lock))),
                () -> pool.map(task, List.of((Object) new Object[] {lock})),
                () -> pool.map(capturing, List.of("a", "b")),
                () -> pool.starmap((a, b) -> ran(b, log), List.of(args("a", "b"), args("a", lock))),
                () -> pool.starmap((a, b, c) -> ran(b, log), List.of(args("a", lock, "c"))),
                () -> pool.apply(task, lock),
                () -> pool.apply(() -> ran(lock, log)),
                () -> pool.apply(capturing, "a"),
                () -> pool.apply((a, b) -> ran(b, log), "a", List.of(lock)));
        for (Executable call : calls) {
            assertNamed(raw, assertThrows(RuntimeError.class, call));
        }
        assertEquals(List.of(1), pool.map(n -> n, List.of(1)));
        assertEquals(List.of(), Marks.lines(log), "tasks that ran");
    }

    @Test
    void messageSaysWhereAndWhatToDo() {
        Object lock = ProcessLock.create();
        RuntimeError thrown = assertThrows(
                RuntimeError.class, () -> pool.map(job -> 1, List.of(new Job("a", 1), new Job("b", lock))));
        assertTrue(thrown.getMessage().contains("item 1"), thrown::getMessage);
        assertTrue(thrown.getMessage().contains("Job.lock"), thrown::getMessage);
        assertTrue(thrown.getMessage().contains("initializer("), thrown::getMessage);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS_LOCK", "REENTRANT_LOCK"})
    void lockBehindALargeInputRunsNothingEither(Raw raw) throws Exception {
        Path log = directory.resolve("log");
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            items.add("x".repeat(10_000));
        }
        items.add(raw.make());
        assertNamed(
                raw,
                assertThrows(RuntimeError.class, () -> pool.withChunkSize(1).map(item -> ran(item, log), items)));
        assertEquals(List.of(1), pool.map(n -> n, List.of(1)));
        assertEquals(0, Marks.lines(log).size(), "tasks that ran");
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS_LOCK", "REENTRANT_LOCK"})
    void iterationThrowsAtThePlaceOfTheItem(Raw raw) {
        ResultIterator<Integer> results = pool.imap(item -> 1, List.of("a", raw.make(), "c"));
        assertEquals(1, results.next());
        assertNamed(raw, assertThrows(RuntimeError.class, results::next));
        assertEquals(1, results.next());
        Object lock = raw.make();
        assertNamed(
                raw,
                assertThrows(
                        RuntimeError.class,
                        () -> pool.imap(item -> lock.hashCode(), List.of(1)).next()));
    }

    // -- async calls

    @ParameterizedTest
    @EnumSource
    void asyncResultsFailWithItAndTellTheirCallbackOnce(Raw raw) throws Exception {
        Object lock = raw.make();
        Path log = directory.resolve("log");
        RemoteFunction<Object, Integer> task = item -> ran(item, log);
        RemoteFunction<Object, Integer> capturing = item -> ran(lock, log);
        List<AsyncResult<?>> results = List.of(
                pool.mapAsync(task, List.of("a", lock)),
                pool.mapAsync(task, List.of(new Job("a", lock))),
                pool.mapAsync(capturing, List.of("a")),
                pool.starmapAsync((a, b) -> ran(b, log), List.of(args("a", "b"), args("a", lock))),
                pool.applyAsync(task, lock),
                pool.applyAsync(() -> ran(lock, log)));
        for (AsyncResult<?> result : results) {
            List<Throwable> errors = new CopyOnWriteArrayList<>();
            List<Object> values = new CopyOnWriteArrayList<>();
            result.onSuccess(values::add).onError(errors::add).await();
            ExecutionException thrown = assertThrows(ExecutionException.class, result::get);
            assertNamed(raw, thrown.getCause());
            assertNamed(raw, assertThrows(RuntimeError.class, result::join));
            assertTrue(!result.successful());
            assertEquals(List.of(thrown.getCause()), errors);
            assertEquals(List.of(), values);
        }
        assertEquals(List.of(1), pool.map(n -> n, List.of(1)));
        assertEquals(List.of(), Marks.lines(log), "tasks that ran");
    }

    @Test
    void asyncCallRunsNothingHoweverLargeItsInput() throws Exception {
        Path log = directory.resolve("log");
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            items.add("x".repeat(10_000));
        }
        items.add(ProcessLock.create());
        AsyncResult<List<Integer>> result = pool.withChunkSize(1).mapAsync(item -> ran(item, log), items);
        assertThrows(RuntimeError.class, result::join);
        assertEquals(List.of(1), pool.map(n -> n, List.of(1)));
        assertEquals(0, Marks.lines(log).size(), "tasks that ran");
    }

    // -- nobody asks

    private static List<String> warningsDuring(Executable body) throws Throwable {
        Logger logger = LibraryLogger.get();
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.addAppender(events);
        try {
            body.execute();
        } finally {
            logger.detachAppender(events);
        }
        return List.copyOf(events.list).stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message ->
                        message.startsWith("Nobody looked at ")) // Another test's threads may still tell something.
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void failureThatNobodyAsksForIsToldOnceAtTheLatestAtTheEnd(Raw raw) throws Throwable {
        List<String> warnings = warningsDuring(() -> {
            try (ProcessPool own = ProcessPool.create(1)) {
                own.applyAsync(item -> 1, raw.make());
            }
        });
        assertEquals(1, warnings.size(), () -> "warnings: " + warnings);
        assertTrue(warnings.get(0).contains(raw.sentence()), () -> "warning: " + warnings);
    }

    @Test
    void failureThatSomebodyAsksForIsNotToldAgain() throws Throwable {
        List<String> warnings = warningsDuring(() -> {
            try (ProcessPool own = ProcessPool.create(1)) {
                Object lock = ProcessLock.create();
                assertThrows(
                        ExecutionException.class,
                        () -> own.applyAsync(item -> 1, lock).get());
                assertThrows(
                        RuntimeError.class,
                        () -> own.applyAsync(item -> 1, lock).join());
                own.applyAsync(item -> 1, lock).onError(e -> {});
                AsyncResult<Integer> asked = own.applyAsync(item -> 1, lock);
                asked.await();
                assertTrue(!asked.successful());
            }
        });
        assertEquals(List.of(), warnings);
    }

    @Test
    void anyFailureThatNobodyAsksForIsTold() throws Throwable {
        List<String> warnings = warningsDuring(() -> {
            try (ProcessPool own = ProcessPool.create(1)) {
                own.applyAsync(() -> {
                    throw new IllegalStateException("nobody will know");
                });
                own.applyAsync(() -> 1);
            }
        });
        assertEquals(1, warnings.size(), () -> "warnings: " + warnings);
        assertTrue(warnings.get(0).contains("nobody will know"), () -> "warning: " + warnings);
    }

    // -- the other direction, and what may pass

    @ParameterizedTest
    @EnumSource(names = "PROCESS_LOCK", mode = EnumSource.Mode.EXCLUDE)
    void lockInAResultFailsThatItem(Raw raw) {
        ResultIterator<Object> results = pool.imap(n -> n == 1 ? new Job("a", raw.make()) : n, MapTest.range(3));
        assertEquals(0, results.next());
        assertNamed(raw, assertThrows(RuntimeError.class, results::next));
        assertEquals(2, results.next());
    }

    @Test
    void processLockThatATaskMadeFailsItsItem() {
        assertNamed(Raw.PROCESS_LOCK, assertThrows(RuntimeError.class, () -> pool.apply(() -> ProcessLock.create())));
    }

    @Test
    void exceptionWithALockIsStoodInFor() {
        StandInException thrown = assertThrows(
                StandInException.class,
                () -> pool.apply(() -> {
                    throw new LockedException("told");
                }));
        assertEquals(LockedException.class.getName(), thrown.originalClassName());
        assertEquals("told", thrown.getMessage());
    }

    @Test
    void collectionsOfTheJdkPass() {
        List<Object> items = List.of(
                new ConcurrentHashMap<>(Map.of("a", 1)),
                new LinkedBlockingQueue<>(List.of("a")),
                new LinkedBlockingDeque<>(List.of("a")),
                new ArrayBlockingQueue<>(3, true, List.of("a")),
                new PriorityBlockingQueue<>(List.of("a")),
                new CopyOnWriteArrayList<>(List.of("a")),
                new Job("a", new ConcurrentHashMap<>(Map.of("a", 1))));
        List<Object> back = pool.map(item -> item, items);
        assertEquals(items.toString(), back.toString());
        assertEquals(
                items.stream().map(Object::getClass).toList(),
                back.stream().map(Object::getClass).toList());
    }
}
