package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.internal.wire.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A list of results that are numbers is like any other. */
@Timeout(30)
class NumberListTest {
    static Stream<List<Object>> numbers() {
        return Stream.of(
                List.of(0, -1, 127, 128, Integer.MIN_VALUE, Integer.MAX_VALUE),
                List.of(0L, -1L, 127L, 128L, Long.MIN_VALUE, Long.MAX_VALUE),
                List.of(0.0, -0.0, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY));
    }

    private static <R> List<R> resultsOf(List<? extends R> values, int expected) {
        ResultSink<List<R>> sink = ResultSink.list(expected);
        Object[] batch = values.toArray();
        int half = batch.length / 2;
        sink.putAll(half, batch, half, batch.length); // Another worker's may come first.
        sink.putAll(0, batch, 0, half);
        return sink.value();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numbersComeBackAsTheyWere(List<Object> numbers) {
        List<Object> results = resultsOf(numbers, 0);
        assertInstanceOf(NumberList.class, results);
        assertEquals(numbers, results);
        assertEquals(numbers.hashCode(), results.hashCode());
        assertEquals(numbers, Arrays.asList(results.toArray()));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void somethingElseAmongNumbersIsKeptToo(List<Object> numbers) {
        for (Object other : Arrays.asList("x", null, 1.5f, 7, 7L, 7.0)) {
            for (int at = 0; at <= numbers.size(); at++) {
                List<Object> mixed = new ArrayList<>(numbers);
                mixed.add(at, other);
                assertEquals(mixed, resultsOf(mixed, mixed.size()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void anythingCanBeSet(List<Object> numbers) {
        List<Object> results = resultsOf(numbers, numbers.size());
        List<Object> expected = new ArrayList<>(numbers);
        assertEquals(expected.set(1, "x"), results.set(1, "x"));
        assertEquals(expected, results);
    }

    @Test
    void canBeSorted() {
        List<Integer> results = resultsOf(List.of(3, 1, 2), 3);
        Collections.sort(results);
        assertEquals(List.of(1, 2, 3), results);
    }

    @Test
    void isOfFixedSize() {
        List<Integer> results = resultsOf(List.of(1, 2, 3), 3);
        assertThrows(UnsupportedOperationException.class, () -> results.add(4));
        assertThrows(UnsupportedOperationException.class, () -> results.remove(0));
        for (int outside : new int[] {-1, 3}) {
            assertThrows(IndexOutOfBoundsException.class, () -> results.get(outside));
            assertThrows(IndexOutOfBoundsException.class, () -> results.set(outside, 0));
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void travels(List<Object> numbers) {
        List<Object> results = resultsOf(numbers, numbers.size());
        assertEquals(numbers, Payload.read(ByteBuffer.wrap(Payload.write(results))));
    }

    @Test
    void threadsMaySetDifferentElements() {
        int count = 1000;
        List<Integer> results = resultsOf(IntStream.range(0, count).boxed().toList(), count);
        IntStream.range(0, count).parallel().forEach(i -> results.set(i, -results.get(i)));
        assertEquals(IntStream.range(0, count).mapToObj(i -> -i).toList(), results);
    }
}
