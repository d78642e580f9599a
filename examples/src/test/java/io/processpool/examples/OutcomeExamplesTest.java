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
class OutcomeExamplesTest {
    @TempDir
    Path base;

    @Test
    void aTaskThatNeverEndsCostsItselfOnly() throws Exception {
        Seen seen = new Example(base, HungTask.class).run();

        assertEquals("", seen.err());
        assertEquals(0, seen.exitCode());
        assertEquals(
                List.of("6: 8 steps", "27: 111 steps", "0: no answer within 2 s", "97: 118 steps", "871: 178 steps"),
                seen.outLines());
    }

    @Test
    void everyItemIsToldOf() throws Exception {
        Seen seen = new Example(base, CollectAll.class).run();

        assertEquals("", seen.err());
        assertEquals(0, seen.exitCode());
        List<String> lines = seen.outLines();
        assertEquals(8, lines.size(), seen.out());
        assertEquals("item 0: 12", lines.get(0));
        assertTrue(lines.get(2).startsWith("item 2, 'a dozen', failed: java.lang.NumberFormatException"), lines.get(2));
        assertTrue(lines.get(4).contains("WorkerDiedException") && lines.get(4).contains("exitCode=3"), lines.get(4));
        assertEquals("4 of 7 done", lines.get(7));
    }
}
