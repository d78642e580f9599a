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

        assertEquals(0, seen.exitCode(), seen.err());
        List<String> lines = seen.outLines();
        assertEquals("4 workers write 200 items into one log, under one lock", lines.get(0));
        assertTrue(
                lines.get(1).matches("\\d+ items are done; worker \\d+ holds the lock, and is killed \\(SIGKILL\\)"),
                seen.out());
        String victim = lines.get(1).replaceAll(".*worker (\\d+) holds.*", "$1");
        assertTrue(
                lines.get(2)
                        .matches("one item is lost: Worker died: .*pid=" + victim
                                + ".*SIGKILL.*item 55 of imapUnordered.*"),
                seen.out());
        assertTrue(seen.out().contains("\n  it held: a ProcessLock\n"), seen.out());
        assertTrue(
                lines.get(lines.size() - 3).matches("there are 4 workers again, the new one is \\[\\d+]"), seen.out());
        assertTrue(seen.out().contains("\nthe batch has ended: 199 of 200 items done, lost: [55]\n"));
        assertTrue(seen.out().endsWith("\nthe log is whole: 199 lines, numbered without a gap\n"));
        assertTrue(
                seen.err().matches("WARN  .*item 55 of .*pid " + victim + " died while it held a ProcessLock: .*\n"),
                seen.err());
    }
}
