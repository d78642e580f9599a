package io.processpool.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastLinesTest {
    private final LastLines last = new LastLines();

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        last.add(bytes, bytes.length);
    }

    private List<String> lines() {
        return last.lines(StandardCharsets.UTF_8);
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    @Test
    void nothingPrintedIsNoLine() {
        assertEquals(List.of(), lines());
    }

    @Test
    void linesThatComeInPiecesAreKeptWhole() {
        add("on");
        add("e\ntw");
        add("o\r\nunfinished");
        assertEquals(List.of("one", "two", "unfinished"), lines());
    }

    @Test
    void onlyTheLastTwentyAreKept() {
        add(numbers(0, 50).stream().collect(Collectors.joining("\n")));
        assertEquals(numbers(30, 50), lines());
    }

    @Test
    void onlyWholeLinesAreKeptOfMoreThanFourKibibytes() {
        String wide = "x".repeat(1000);
        for (int i = 0; i < 10; i++) {
            add(i + wide + "\n");
        }
        assertEquals(List.of("6" + wide, "7" + wide, "8" + wide, "9" + wide), lines());
    }

    @Test
    void ofALineThatIsLongerThanAllThatIsKeptTheEndStays() {
        add("begin" + "x".repeat(10_000) + "end\n");
        List<String> lines = lines();
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).length() <= 4096 && lines.get(0).endsWith("xend"));
    }
}
