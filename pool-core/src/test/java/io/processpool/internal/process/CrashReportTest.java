package io.processpool.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {
    private static final long PID = 4_000_001; // Beyond the largest of Linux.

    private static final String TEXT = """
            #
            # A fatal error has been detected by the Java Runtime Environment:
            #
            #  SIGSEGV (0xb) at pc=0x00007f, pid=4000001, tid=2
            #
            # Problematic frame:
            # C  [libc.so.6+0x85f14]
            #
            # If you would like to submit a bug report, please visit:
            #

            ---------------  S U M M A R Y ------------
            """;

    private static final List<String> HEAD = List.of(
            "A fatal error has been detected by the Java Runtime Environment:",
            "SIGSEGV (0xb) at pc=0x00007f, pid=4000001, tid=2",
            "Problematic frame:",
            "C  [libc.so.6+0x85f14]");

    @TempDir
    private Path directory;

    private Optional<CrashReport> find(long startMillis, String... options) {
        LaunchSpec spec = new LaunchSpec(List.of("Main"), List.of(), List.of(options), Map.of(), directory);
        return CrashReport.find(spec, PID, startMillis);
    }

    @Test
    void isFoundInTheWorkingDirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("hs_err_pid" + PID + ".log"), TEXT);
        assertEquals(new CrashReport(file, HEAD), find(0).orElseThrow());
    }

    @Test
    void isFoundWhereTheOptionsSay() throws IOException {
        Path file = Files.writeString(directory.resolve("crash-" + PID), TEXT);
        assertEquals(
                new CrashReport(file, HEAD), find(0, "-XX:ErrorFile=crash-%p").orElseThrow());
    }

    @Test
    void ofAnEarlierProcessWithThePidIsNotTaken() throws IOException {
        Files.writeString(directory.resolve("hs_err_pid" + PID + ".log"), TEXT);
        assertEquals(Optional.empty(), find(System.currentTimeMillis() + 60_000));
    }

    @Test
    void thereIsNoneWithoutACrash() {
        assertEquals(Optional.empty(), find(0));
    }
}
