package io.processpool.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.examples.Example.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SharedLogTest {
    @TempDir
    Path base;

    @Test
    void everyLineAndEveryStackTraceIsWhole() throws Exception {
        Path log = Example.work(base).resolve("shared.log");
        Files.writeString(log, "old\n");

        Seen seen = new Example(base, SharedLog.class).run();

        assertEquals("", seen.err());
        assertEquals(0, seen.exitCode());
        List<String> lines = Files.readAllLines(log);
        // 1 + 10 + 1 of the parent, 2 for each of 1000 items.
        assertEquals(
                "shared.log: 2012 events of 5 processes, 100 of them with a stack trace, " + lines.size()
                        + " lines, all whole\n",
                seen.out());
        assertTrue(lines.get(0).endsWith(" INFO  [main] 4 workers start"), lines.get(0));
        assertTrue(lines.get(lines.size() - 1).endsWith(" INFO  [main] done"), lines.get(lines.size() - 1));
        for (int item = 1; item <= 1000; item++) {
            String end = "item " + item + (item % 10 == 0 ? " failed" : " is saved");
            assertEquals(
                    1, lines.stream().filter(line -> line.endsWith("] " + end)).count(), end);
        }
    }
}
