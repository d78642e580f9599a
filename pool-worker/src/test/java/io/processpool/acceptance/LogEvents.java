package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The events that {@link LogPrograms} write. */
final class LogEvents {
    private static final String EVENT = "(INFO |WARN |ERROR) .*";

    private LogEvents() {}

    /** The events, each with its stack trace; fails if any is not whole. How often there is each kind, such as "worker plain". */
    static Map<String, Long> kinds(List<String> lines) {
        List<List<String>> events = new ArrayList<>();
        for (String line : lines) {
            if (line.matches(EVENT)) {
                events.add(new ArrayList<>());
            }
            events.get(events.size() - 1).add(line);
        }
        return events.stream()
                .peek(LogEvents::assertWhole)
                .map(event -> event.get(0).substring(6).replaceAll("( \\d+|(?<=long) x+)", ""))
                .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
    }

    private static void assertWhole(List<String> event) {
        String first = event.get(0);
        if (!first.endsWith(" thrown")) {
            assertEquals(1, event.size(), () -> "lines of one event: " + event);
            assertTrue(!first.contains(" long ") || first.endsWith(" " + "x".repeat(LogPrograms.LONG_TEXT)), first);
            return;
        }
        assertEquals("java.lang.IllegalStateException: outer", event.get(1).replaceAll("^.*(?=java.lang.Ill)", ""));
        assertEquals(
                1,
                event.stream()
                        .filter(line -> line.equals("Caused by: java.io.IOException: inner"))
                        .count());
        for (String line : event.subList(2, event.size())) {
            assertTrue(line.matches("\tat .*|Caused by: .*|\t\\.\\.\\. \\d+ common frames omitted"), line);
        }
        assertTrue(event.get(event.size() - 1).startsWith("\t... "), () -> "an end is missing: " + event);
    }
}
