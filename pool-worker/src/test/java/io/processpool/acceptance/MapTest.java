package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.Outcome;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.TaskException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code map} and {@code mapAsync} give back, and how they fail. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class MapTest {
    private static ProcessPool pool;

    @BeforeAll
    static void openPool() {
        pool = ProcessPool.create(4);
    }

    @AfterAll
    @Timeout(60)
    static void closePool() {
        pool.close();
    }

    static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    static int square(int n) {
        return n * n;
    }

    /** Says that it has more elements than an array can have. */
    private static final class Boaster extends ArrayList<Integer> {
        private static final long serialVersionUID = 1L;

        Boaster(List<Integer> elements) {
            super(elements);
        }

        @Override
        public int size() {
            return Integer.MAX_VALUE;
        }
    }

    @Test
    void resultsForWhichThereIsNoRoomFailTheirCallOnly() {
        for (boolean isNumber : new boolean[] {true, false}) {
            TaskException failure = assertThrows(
                    TaskException.class, () -> pool.map(n -> isNumber ? (Object) n : "x", new Boaster(range(3))));
            assertInstanceOf(OutOfMemoryError.class, failure.getCause());
        }
        assertEquals(List.of(0, 1, 4), pool.map(MapTest::square, range(3)));
    }

    // -- values

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 100, 10_000})
    void keepsTheOrderOfItsInput(int items) {
        assertEquals(range(items).stream().map(MapTest::square).toList(), pool.map(MapTest::square, range(items)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 99, 100, 101, Integer.MAX_VALUE})
    void keepsTheOrderWithAnyChunkSize(int chunkSize) {
        List<Integer> squares = range(100).stream().map(MapTest::square).toList();
        assertEquals(squares, pool.withChunkSize(chunkSize).map(MapTest::square, range(100)));
        assertEquals(
                squares,
                pool.withChunkSize(chunkSize)
                        .mapAsync(MapTest::square, range(100))
                        .join());
    }

    @Test
    void runsItsTasksInOtherProcesses() {
        Set<Long> pids = new TreeSet<>(pool.map(n -> ProcessHandle.current().pid(), range(100)));
        assertTrue(pids.size() <= 4, pids + " are more than 4 workers");
        assertTrue(!pids.contains(ProcessHandle.current().pid()), "a task ran in the parent");
    }

    @Test
    void viewWithAChunkSizeLeavesThePoolAsItIs() {
        assertNotEquals(pool, pool.withChunkSize(5));
        assertEquals(List.of(1, 4), pool.withChunkSize(5).withChunkSize(1).map(MapTest::square, List.of(1, 2)));
    }

    @Test
    void takesOverloadedMethodsAndLambdas() {
        assertEquals(List.of(7, 8), pool.map(Integer::parseInt, List.of("7", "8")));
        assertEquals(List.of(7, 8), pool.map(s -> Integer.parseInt(s), List.of("7", "8")));
        assertEquals(List.of(1, 2), pool.map(String::length, List.of("a", "bb")));
        assertEquals(
                List.of(8, 9),
                pool.mapAsync(Integer::parseInt, List.of("8", "9")).join());
    }

    static void note(Path file) throws IOException {
        Marks.append(file, "noted");
    }

    @Test
    void takesVoidMethodsAndVoidLambdas(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("notes");
        pool.map(MapTest::note, List.of(file, file));
        pool.map(
                name -> {
                    Marks.append(name, "lambda");
                },
                List.of(file));
        AsyncResult<Void> noted = pool.mapAsync(MapTest::note, List.of(file));
        assertEquals(null, noted.get(Delays.LONG));
        assertEquals(List.of("noted", "noted", "lambda", "noted"), Marks.lines(file));
    }

    @Test
    void carriesNullItemsAndNullResults() {
        assertEquals(
                Arrays.asList("null", null, "b"),
                pool.map(s -> s == null ? "null" : s.equals("a") ? null : s, Arrays.asList(null, "a", "b")));
    }

    // -- inputs

    @Test
    void ofNothingIsAnEmptyList() throws Exception {
        assertEquals(List.of(), pool.map(MapTest::square, List.of()));
        assertEquals(List.of(), pool.withChunkSize(3).map(MapTest::square, List.of()));
        assertEquals(List.of(), pool.map(MapTest::square, (Iterable<Integer>)
                () -> List.<Integer>of().iterator()));
        pool.map(MapTest::note, List.of());
        assertEquals(List.of(), pool.mapAsync(MapTest::square, List.of()).get(Delays.LONG));
    }

    @Test
    void ofNothingRunsItsCallbacksWithTheEmptyList() throws Exception {
        List<List<Integer>> seen = new ArrayList<>();
        AsyncResult<List<Integer>> result = pool.mapAsync(MapTest::square, List.of());
        result.onSuccess(seen::add).await();
        assertTrue(Await.happens(Delays.LONG, result::ready));
        assertEquals(List.of(List.of()), seen);
    }

    @Test
    void takesAnyCollectionAndInputsOfUnknownLength() {
        Map<Integer, String> map = new LinkedHashMap<>(Map.of(3, "three"));
        assertEquals(List.of(9), pool.map(MapTest::square, map.keySet()));
        assertEquals(List.of(9, 4), pool.map(MapTest::square, new LinkedHashSet<>(List.of(3, 2))));
        Iterable<Integer> unknown = () -> range(1000).iterator();
        assertEquals(range(1000), pool.map(n -> n, unknown));
        assertEquals(range(1000), pool.withChunkSize(3).map(n -> n, unknown));
        assertEquals(range(1000), pool.mapAsync(n -> n, unknown).join());
        assertEquals(
                range(1000), pool.withChunkSize(3).mapAsync(n -> n, unknown).join());
    }

    static Iterable<Integer> brokenAfter(int items, RuntimeException failure) {
        return () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (next == items) {
                    throw failure;
                }
                return next++;
            }
        };
    }

    @Test
    void throwsTheFailureOfItsInputItself() {
        ArithmeticException failure = new ArithmeticException("input");
        Iterable<Integer> broken = brokenAfter(50, failure);
        assertSame(failure, assertThrows(ArithmeticException.class, () -> pool.map(n -> n, broken)));
        assertSame(
                failure,
                assertThrows(
                        ArithmeticException.class, () -> pool.withChunkSize(2).map(n -> n, broken)));
        assertSame(failure, assertThrows(ArithmeticException.class, () -> pool.mapAsync(n -> n, broken)));
        assertEquals(List.of(1), pool.map(MapTest::square, List.of(1)));
    }

    @Test
    void asyncTakesItsInputAsItIsNow(@TempDir Path directory) throws Exception {
        Path gate = directory.resolve("gate");
        List<StringBuilder> items = new ArrayList<>();
        range(100).forEach(n -> items.add(new StringBuilder("item " + n)));
        AsyncResult<List<String>> result = pool.mapAsync(
                item -> {
                    Marks.await(gate);
                    return item.toString();
                },
                items);
        items.forEach(item -> item.setLength(0));
        items.clear();
        Marks.open(gate);
        assertEquals(range(100).stream().map(n -> "item " + n).toList(), result.get(Delays.LONG));
    }

    @Test
    void refusesMissingArguments() {
        assertThrows(NullPointerException.class, () -> pool.map(MapTest::square, null));
        assertThrows(NullPointerException.class, () -> pool.mapAsync(MapTest::square, null));
        io.processpool.RemoteFunction<Integer, Integer> none = null;
        assertThrows(NullPointerException.class, () -> pool.map(none, List.of(1)));
        assertThrows(NullPointerException.class, () -> pool.mapAsync(none, List.of(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesAChunkSizeBelowOne(int chunkSize) {
        assertThrows(IllegalArgumentException.class, () -> pool.withChunkSize(chunkSize));
    }

    // -- failures

    static int failOnThree(int n, Path log) throws IOException {
        Marks.append(log, n);
        if (n == 3) {
            throw new IllegalArgumentException("item 3");
        }
        return n;
    }

    @Test
    void itemThatFailsDoesNotEndItsChunk(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("ran");
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class, () -> pool.withChunkSize(12).map(n -> failOnThree(n, log), range(12)));
        assertEquals("item 3", thrown.getMessage());
        assertEquals(
                range(12),
                Marks.lines(log).stream().map(Integer::valueOf).sorted().toList());
    }

    @Test
    void failureWithTheLowestIndexIsThrownThoughAnotherCameFirst(@TempDir Path directory) {
        Path gate = directory.resolve("seven has failed");
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> pool.withChunkSize(1)
                        .map(
                                n -> {
                                    if (n == 7) {
                                        Marks.open(gate);
                                        throw new IllegalStateException("item 7");
                                    }
                                    if (n == 2) {
                                        Marks.await(gate);
                                        throw new IllegalStateException("item 2");
                                    }
                                    return n;
                                },
                                range(10)));
        assertEquals("item 2", thrown.getMessage());
    }

    @Test
    void failureIsThereOnlyWhenAllItemsHaveEnded(@TempDir Path directory) throws Exception {
        Path gate = directory.resolve("gate");
        AsyncResult<List<Integer>> result = pool.withChunkSize(1)
                .mapAsync(
                        n -> {
                            if (n == 0) {
                                throw new IllegalStateException("item 0");
                            }
                            Marks.await(gate);
                            return n;
                        },
                        range(3));
        assertTrue(!result.await(Delays.SHORT), "failed before its last item had ended");
        Marks.open(gate);
        assertThrows(IllegalStateException.class, result::join);
    }

    static int throwUnchecked(int n) {
        throw new UnsupportedOperationException("no " + n, new IOException("inner"));
    }

    @Test
    void uncheckedExceptionIsThrownItselfWithTheWorkersFramesAndTheCallers() {
        UnsupportedOperationException thrown =
                assertThrows(UnsupportedOperationException.class, () -> pool.map(MapTest::throwUnchecked, List.of(5)));
        assertEquals("no 5", thrown.getMessage());
        assertInstanceOf(IOException.class, thrown.getCause());
        assertEquals("inner", thrown.getCause().getMessage());
        List<String> methods = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(MapTest.class.getName()))
                .map(StackTraceElement::getMethodName)
                .toList();
        assertEquals("throwUnchecked", methods.get(0), "the worker's frames come first");
        assertTrue(
                methods.contains("uncheckedExceptionIsThrownItselfWithTheWorkersFramesAndTheCallers"),
                "the caller's frames are there: " + Arrays.toString(thrown.getStackTrace()));
    }

    static int throwChecked(int n) throws IOException {
        throw new IOException("disk " + n);
    }

    static int throwError(int n) {
        throw new AssertionError("never " + n);
    }

    @Test
    void checkedExceptionIsTheCauseOfATaskException() {
        TaskException thrown = assertThrows(TaskException.class, () -> pool.map(MapTest::throwChecked, List.of(5)));
        assertInstanceOf(IOException.class, thrown.getCause());
        assertEquals("disk 5", thrown.getCause().getMessage());
        assertEquals("throwChecked", thrown.getCause().getStackTrace()[0].getMethodName());
    }

    @Test
    void errorIsTheCauseOfATaskException() {
        TaskException thrown = assertThrows(TaskException.class, () -> pool.map(MapTest::throwError, List.of(5)));
        assertInstanceOf(AssertionError.class, thrown.getCause());
        assertEquals("never 5", thrown.getCause().getMessage());
    }

    @Test
    void joinFailsAsTheBlockingCallDoes() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> pool.mapAsync(MapTest::throwUnchecked, List.of(5)).join());
        TaskException thrown = assertThrows(
                TaskException.class,
                () -> pool.mapAsync(MapTest::throwChecked, List.of(5)).join());
        assertInstanceOf(IOException.class, thrown.getCause());
    }

    @Test
    void itemsBehindOneThatCannotTravelAreWhole() {
        try (ProcessPool pool = ProcessPool.create(1)) {
            List<Outcome<String>> outcomes = pool.withChunkSize(3)
                    .mapOutcomes(String::valueOf, List.of(new Thread(), "a", "b", new Thread(), "c"));
            assertEquals(
                    List.of("Failure", "Success", "Success", "Failure", "Success"),
                    outcomes.stream()
                            .map(outcome -> outcome.getClass().getSimpleName())
                            .toList());
            assertEquals("c", ((Outcome.Success<String>) outcomes.get(4)).value());
        }
    }
}
