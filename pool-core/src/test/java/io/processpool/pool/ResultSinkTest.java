package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ResultSinkTest {

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toCollection(ArrayList::new));
    }

    private static void putShuffled(ResultSink<?> sink, int count) {
        List<Integer> indexes = numbers(count);
        Collections.shuffle(indexes, new Random(3));
        indexes.forEach(index -> sink.put(index, index));
    }

    @Test
    void aListIsInTheOrderOfTheItems() {
        ResultSink<List<Integer>> sink = ResultSink.list(1000);
        putShuffled(sink, 1000);
        assertEquals(numbers(1000), sink.value());
    }

    @Test
    void aListGrowsWhenMoreComesThanWasExpected() {
        for (int expected : new int[] {0, 1, 10, 999}) {
            ResultSink<List<Integer>> sink = ResultSink.list(expected);
            putShuffled(sink, 1000);
            assertEquals(numbers(1000), sink.value());
        }
    }

    @Test
    void aListHasNoMoreThanCame() {
        ResultSink<List<String>> sink = ResultSink.list(10);
        sink.put(1, "b");
        sink.put(0, null);
        List<String> expected = new ArrayList<>();
        expected.add(null);
        expected.add("b");
        assertEquals(expected, sink.value());
    }

    @Test
    void nothingIsAnEmptyList() {
        assertEquals(List.of(), ResultSink.list(0).value());
        assertEquals(List.of(), ResultSink.list(5).value());
    }

    @Test
    void anIndexBeyondAnyListIsAnError() {
        assertThrows(ArithmeticException.class, () -> ResultSink.list(0).put(1L << 32, "x"));
    }

    @Test
    void aSingleResultIsItself() {
        ResultSink<String> sink = ResultSink.single();
        assertNull(sink.value());
        sink.put(0, "x");
        assertEquals("x", sink.value());
    }

    @Test
    void nothingStaysNothing() {
        ResultSink<Void> sink = ResultSink.none();
        sink.put(5, null);
        assertNull(sink.value());
    }
}
