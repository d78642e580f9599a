package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten million items take no more memory than one million, in the parent as in its workers. */
@ExtendWith(NothingLeftBehind.class)
@Tag("stress")
@Timeout(900)
class FlatMemoryTest {
    private static final Duration LONGEST = Delays.scaled(Duration.ofMinutes(10));

    /** More than the noise of what is loaded and compiled late, less than a byte for each item. */
    private static final long MOST_GROWTH_BYTES = 8 << 20;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"imapUnordered", "stream", "applyAsync"})
    void itStaysFlat(String call) throws Exception {
        Path log = directory.resolve("log");
        ProcessBuilder builder = Program.builder(Program.classPath(), FlatMemoryProgram.class, call, log.toString());
        builder.command().add(1, "-Xmx64m");
        long start = System.nanoTime();
        try (Program program = Program.start(directory, builder)) {
            assertEquals(0, program.awaitEnd(LONGEST), program.err()::toString);
            List<String> lines = program.out();
            long items = FlatMemoryProgram.ITEMS;
            assertEquals("count=" + items + ", sum=" + items * (items - 1) / 2, lines.get(lines.size() - 1));
            List<Long> parent = FlatMemoryProgram.figures(lines, "used");
            List<Long> workers = FlatMemoryProgram.figures(Marks.lines(log), "");
            System.out.println("flat memory, " + call + ": " + (System.nanoTime() - start) / 1_000_000_000
                    + " s, KiB in use after each million: parent " + inKib(parent) + ", workers " + inKib(workers));
            assertEquals(items / FlatMemoryProgram.MILLION, parent.size());
            assertFlat(parent);
            assertFlat(workers);
        }
    }

    private static void assertFlat(List<Long> used) {
        long growth = Collections.max(used) - used.get(0);
        assertTrue(growth < MOST_GROWTH_BYTES, () -> "grew by " + growth + " bytes: " + used);
    }

    private static List<Long> inKib(List<Long> bytes) {
        return bytes.stream().map(each -> each / 1024).toList();
    }
}
