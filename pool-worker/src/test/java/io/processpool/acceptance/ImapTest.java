package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.SerializationException;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code imap} and {@code imapUnordered} give, and how far ahead they pull. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ImapTest {
    private static ProcessPool pool;

    @BeforeAll
    static void openPool() {
        pool = ProcessPool.create(2);
    }

    @AfterAll
    @Timeout(60)
    static void closePool() {
        pool.close();
    }

    /** An input without an end that counts what is pulled from it. */
    private static final class Counting implements Iterable<Integer> {
        final AtomicInteger pulled = new AtomicInteger();

        @Override
        public Iterator<Integer> iterator() {
            return Stream.generate(pulled::getAndIncrement).iterator();
        }
    }

    private static <R> List<R> all(ResultIterator<R> results) {
        List<R> taken = new ArrayList<>();
        results.forEachRemaining(taken::add);
        return taken;
    }

    static void note(Path log) throws IOException {
        Marks.append(log, 1);
    }

    // -- results

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 5000})
    void keepsTheOrder(int chunkSize) {
        List<Integer> items = MapTest.range(1000);
        assertEquals(items, all(pool.withChunkSize(chunkSize).imap(n -> n, items)));
        assertEquals(items, all(pool.imap(n -> n, items)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 5000})
    void unorderedGivesEachResultOnce(int chunkSize) {
        List<Integer> items = MapTest.range(1000);
        List<Integer> results = all(pool.withChunkSize(chunkSize).imapUnordered(n -> n, items));
        assertEquals(items, results.stream().sorted().toList());
    }

    @Test
    void unorderedGivesFirstWhatIsReadyFirst(@TempDir Path directory) {
        Path gate = directory.resolve("gate");
        try (ResultIterator<Integer> results = pool.imapUnordered(
                n -> {
                    if (n == 0) {
                        Marks.await(gate);
                    }
                    return n;
                },
                MapTest.range(4))) {
            List<Integer> early = List.of(results.next(), results.next(), results.next());
            assertEquals(List.of(1, 2, 3), early.stream().sorted().toList());
            assertDoesOpen(gate);
            assertEquals(0, results.next());
            assertFalse(results.hasNext());
        }
    }

    private static void assertDoesOpen(Path gate) {
        try {
            Marks.open(gate);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void endsWithNoSuchElement() {
        ResultIterator<Integer> results = pool.imap(n -> n, List.of(1));
        assertTrue(results.hasNext());
        assertEquals(1, results.next());
        assertFalse(results.hasNext());
        assertThrows(NoSuchElementException.class, results::next);
        assertThrows(NoSuchElementException.class, () -> results.next(Duration.ZERO));
    }

    @Test
    void ofNothingIsAtItsEndAtOnce() {
        assertFalse(pool.imap(n -> n, List.<Integer>of()).hasNext());
        assertThrows(
                NoSuchElementException.class,
                () -> pool.imapUnordered(n -> n, List.<Integer>of()).next());
    }

    @Test
    void carriesNullResults() {
        ResultIterator<Object> results = pool.imap(n -> null, List.of(1, 2));
        assertEquals(null, results.next());
        assertEquals(null, results.next());
        assertFalse(results.hasNext());
    }

    @Test
    void runsVoidTasks(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        ResultIterator<Void> results = pool.imap(ImapTest::note, List.of(log, log));
        assertEquals(2, all(results).size());
        assertEquals(2, Marks.lines(log).size());
    }

    @Test
    void isAStreamAndAnIterable() {
        try (Stream<Integer> stream = pool.imap(n -> n * 2, MapTest.range(5)).stream()) {
            assertEquals(List.of(0, 2, 4, 6, 8), stream.toList());
        }
        int sum = 0;
        for (int n : pool.imap(n -> n, MapTest.range(5))) {
            sum += n;
        }
        assertEquals(10, sum);
    }

    // -- failures

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void itemThatFailedThrowsAtItsPlaceAndTheIterationGoesOn(int chunkSize) {
        ResultIterator<Integer> results = pool.withChunkSize(chunkSize)
                .imap(
                        n -> {
                            if (n == 3) {
                                throw new IllegalStateException("three");
                            }
                            return n;
                        },
                        MapTest.range(6));
        assertEquals(List.of(0, 1, 2), List.of(results.next(), results.next(), results.next()));
        assertEquals(
                "three",
                assertThrows(IllegalStateException.class, results::next).getMessage());
        assertEquals(List.of(4, 5), all(results));
    }

    @Test
    void lastItemMayFailToo() {
        ResultIterator<Integer> results = pool.imapUnordered(n -> 1 / n, List.of(0));
        assertThrows(ArithmeticException.class, results::next);
        assertFalse(results.hasNext());
    }

    @Test
    void itemThatCannotTravelFailsAtItsPlace() {
        List<Object> items = List.of(1, new Object(), 3);
        ResultIterator<String> results = pool.imap(String::valueOf, items);
        assertEquals("1", results.next());
        assertThrows(SerializationException.class, results::next);
        assertEquals("3", results.next());
        assertFalse(results.hasNext());
    }

    @Test
    void failureOfTheInputComesOutAsItIs() {
        ArithmeticException failure = new ArithmeticException("input");
        ResultIterator<Integer> results = pool.imap(n -> n, MapTest.brokenAfter(3, failure));
        assertSame(failure, assertThrows(ArithmeticException.class, () -> all(results)));
        results.close();
    }

    // -- waiting

    @Test
    void nextTimesOutAndThenGivesTheItem(@TempDir Path directory) throws Exception {
        Path gate = directory.resolve("gate");
        ResultIterator<Integer> results = pool.imap(
                n -> {
                    Marks.await(gate);
                    return n;
                },
                List.of(7));
        assertThrows(TimeoutException.class, () -> results.next(Duration.ZERO));
        assertThrows(TimeoutException.class, () -> results.next(Delays.SHORT));
        Marks.open(gate);
        assertEquals(7, results.next(Delays.LONG));
        assertFalse(results.hasNext());
    }

    @Test
    void interruptedNextLosesNothing(@TempDir Path directory) throws Exception {
        Path gate = directory.resolve("gate");
        ResultIterator<Integer> results = pool.imap(
                n -> {
                    Marks.await(gate);
                    return n;
                },
                List.of(7));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> results.next(Delays.LONG));
        assertFalse(Thread.interrupted());
        Marks.open(gate);
        assertEquals(7, results.next(Delays.LONG));
    }

    // -- pulling

    @Test
    void takesAnInputWithoutAnEnd() {
        Counting input = new Counting();
        try (ResultIterator<Integer> results = pool.imap(n -> n, input)) {
            for (int i = 0; i < 500; i++) {
                assertEquals(i, results.next());
            }
        }
        Counting streamed = new Counting();
        try (Stream<Integer> stream = pool.imapUnordered(n -> n, streamed).stream()) {
            assertEquals(100, stream.limit(100).count());
        }
    }

    @Test
    void slowItemsArePulledOnlyAFewAhead() {
        Counting input = new Counting();
        try (ResultIterator<Integer> results = pool.imap(
                n -> {
                    Thread.sleep(5);
                    return n;
                },
                input)) {
            for (int i = 0; i < 40; i++) {
                results.next();
            }
            int ahead = input.pulled.get() - 40;
            assertTrue(ahead <= 4 * 2 * 2, ahead + " items pulled ahead of 2 workers");
        }
    }

    @Test
    void pullsNothingWhenNobodyTakes() throws Exception {
        Counting input = new Counting();
        try (ResultIterator<Integer> results = pool.imap(n -> n, input)) {
            results.next();
            int pulled = input.pulled.get();
            assertFalse(Await.happens(Delays.SHORT, () -> input.pulled.get() != pulled));
        }
    }

    @Test
    void closedEarlyItTakesBackWhatHasNotStarted(@TempDir Path directory) throws Exception {
        Path gate = directory.resolve("gate");
        Path log = directory.resolve("log");
        Counting input = new Counting();
        ResultIterator<Integer> results = pool.imap(
                n -> {
                    Marks.append(log, n);
                    if (n > 0) {
                        Marks.await(gate);
                    }
                    return n;
                },
                input);
        assertEquals(0, results.next());
        Await.until("both workers are busy", () -> Marks.lines(log).size() == 3);
        results.close();
        results.close();
        int pulled = input.pulled.get();
        assertFalse(results.hasNext());
        assertThrows(NoSuchElementException.class, results::next);
        Marks.open(gate);
        assertEquals(List.of(1, 2, 3), pool.map(n -> n, List.of(1, 2, 3)));
        assertEquals(3, Marks.lines(log).size(), "items that ran");
        assertEquals(pulled, input.pulled.get());
    }

    @Test
    void poolClosesWithAPartlyTakenIterator() {
        Counting input = new Counting();
        ResultIterator<Integer> results;
        try (ProcessPool own = ProcessPool.create(1)) {
            results = own.imap(n -> n, input);
            assertEquals(0, results.next());
        }
        int pulled = input.pulled.get();
        List<Integer> rest = new ArrayList<>();
        assertThrows(IllegalStateException.class, () -> {
            while (results.hasNext()) {
                rest.add(results.next());
            }
        });
        assertEquals(MapTest.range(pulled).subList(1, pulled), rest, "what was pulled before can still be taken");
    }

    @Test
    void poolClosesAfterAnIterationOverNothing() {
        try (ProcessPool own = ProcessPool.create(1)) {
            for (int n : own.imap(n -> n, List.<Integer>of())) {
                throw new AssertionError("gave " + n);
            }
        }
    }

    @Test
    void isRefusedByAClosedPool() {
        ProcessPool own = ProcessPool.create(1);
        own.close();
        assertEquals(
                "Pool not running",
                assertThrows(IllegalStateException.class, () -> own.imap(n -> n, List.of(1)))
                        .getMessage());
    }

    @Test
    void refusedByAClosedPoolWithoutTouchingTheInput() {
        ProcessPool own = ProcessPool.create(1);
        own.close();
        Counting input = new Counting();
        assertThrows(IllegalStateException.class, () -> own.imapUnordered(n -> n, input));
        assertEquals(0, input.pulled.get());
    }
}
