package io.processpool.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Signals that this JVM ignores since its start, and that all which it starts ignore too: SIGHUP under {@code nohup},
 * SIGINT in the background of a shell without job control.
 */
final class IgnoredSignals {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String MASK = "SigIgn:";

    private IgnoredSignals() {}

    /** Skips a test whose programs would not hear a signal. */
    static void assumeNot(String name, int number) throws IOException {
        assumeFalse((mask() >>> number - 1 & 1) == 1, "the build was started with SIG" + name + " ignored");
    }

    /** One bit for each, the lowest for number 1; none where the system does not tell. */
    private static long mask() throws IOException {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(MASK))
                .mapToLong(line ->
                        Long.parseUnsignedLong(line.substring(MASK.length()).strip(), 16))
                .findFirst()
                .orElse(0);
    }
}
