package io.processpool.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.examples.Example.Seen;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BatchErrorsTest {
    @TempDir
    Path base;

    @Test
    void failedItemsAreNamedWithTheWorkersStackAndTheOthersAreDone() throws Exception {
        Seen seen = new Example(base, BatchErrors.class).run();

        assertEquals("", seen.err());
        assertEquals(0, seen.exitCode());
        assertEquals(
                List.of("apples: 50", "cherries: 9", "grapes: 15", "melons: 250", "plums: 20"),
                seen.outLines().stream()
                        .filter(line -> line.startsWith("done"))
                        .map(line -> line.replaceAll("done +| cents", ""))
                        .sorted()
                        .toList());
        assertFails(seen, "pears", "java.lang.NumberFormatException: For input string: \"a dozen\"");
        assertFails(seen, "quinces", "java.lang.ArithmeticException: / by zero");
        assertFails(seen, "figs", PriceFormatException.class.getName() + ": no amount of money for figs: 8");
        String last = seen.outLines().get(seen.outLines().size() - 1);
        assertTrue(last.matches("5 of 8 done, failed: \\[\\w+, \\w+, \\w+\\]"), last);
    }

    private static void assertFails(Seen seen, String item, String error) {
        List<String> lines = seen.outLines();
        int at = lines.indexOf("FAILED  " + item + ": " + error);
        assertTrue(at >= 0, () -> item + " in:\n" + seen.out());
        List<String> stack = lines.subList(at + 1, lines.size()).stream()
                .takeWhile(line -> line.startsWith("   "))
                .toList();
        assertTrue(
                stack.stream().anyMatch(frame -> frame.contains("BatchErrors.centsForOne(BatchErrors.java:")),
                () -> "the worker's stack in:\n" + seen.out());
    }
}
