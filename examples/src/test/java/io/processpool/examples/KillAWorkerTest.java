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
class KillAWorkerTest {
    @TempDir
    Path base;

    @Test
    void theBatchEndsWithOneItemLostAndAWholeLog() throws Exception {
        Seen seen = new Example(base, KillAWorker.class).run();

        assertEquals("", seen.err());
        assertEquals(0, seen.exitCode());
        List<String> lines = seen.outLines();
        assertEquals("4 workers write 200 items into one log, under one lock", lines.get(0));
        assertTrue(lines.get(1).matches("50 items are done; now worker \\d+ is killed \\(SIGKILL\\)"), seen.out());
        String victim = lines.get(1).replaceAll(".*worker (\\d+) is.*", "$1");
        assertTrue(
                lines.get(2).matches("one item is lost: Worker died: .*pid=" + victim + ".*SIGKILL.*item \\d+"),
                seen.out());
        String lost = lines.get(2).replaceAll(".* ", "");
        assertTrue(seen.out().contains("\nthe batch has ended: 199 of 200 items done, lost: [" + lost + "]\n"));
        assertTrue(seen.out().endsWith("\nthe log is whole: 199 lines, one for each item that was done\n"));
    }
}
