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
class LockArgumentTest {
    private static final String RULE = "Lock objects should only be shared between processes through inheritance";

    @TempDir
    Path base;

    @Test
    void aWarningTellsWhatNobodyAskedFor() throws Exception {
        Seen seen = new Example(base, LockArgumentSilent.class).run();

        assertEquals(0, seen.exitCode());
        assertTrue(seen.out().matches("await\\(\\) has returned after \\d{1,4} ms\\R"), seen.out());
        List<String> lines = seen.err().lines().toList();
        assertTrue(lines.get(0).matches("WARN  .*starmapAsync.*" + RULE), seen.err());
        assertEquals(3, lines.size(), seen.err());
    }

    @Test
    void theErrorCallbackHearsOfItOnceBeforeTheWaitEnds() throws Exception {
        Seen seen = new Example(base, LockArgumentCallback.class).run();

        assertEquals(0, seen.exitCode());
        assertEquals("", seen.err());
        assertEquals(RULE, seen.outLines().get(0));
        assertEquals(seen.out().indexOf(RULE), seen.out().lastIndexOf(RULE));
        assertTrue(seen.out().endsWith("\nawait() has returned\n"), seen.out());
    }

    @Test
    void theBlockingCallThrowsIt() throws Exception {
        Seen seen = new Example(base, LockArgumentRaises.class).run();

        assertEquals(1, seen.exitCode());
        assertEquals("", seen.out());
        assertTrue(
                seen.err().startsWith("Exception in thread \"main\" io.processpool.RuntimeError: " + RULE + "\n"),
                seen.err());
        assertTrue(seen.err().contains("at io.processpool.examples.LockArgumentRaises.main("), seen.err());
    }

    @Test
    void aLockBoundIntoTheFunctionIsRefusedTooButOneOfAManagerIsNot() throws Exception {
        Seen seen = new Example(base, PartialLock.class).run();

        assertEquals(0, seen.exitCode(), seen.err());
        assertEquals("", seen.err());
        assertEquals("RuntimeError: " + RULE, seen.outLines().get(0));
        assertEquals(5, count(seen, ": 200 hello, item="), seen.out());
        assertEquals(5, count(seen, "request "), seen.out());
    }

    private static long count(Seen seen, String part) {
        return seen.outLines().stream().filter(line -> line.contains(part)).count();
    }
}
