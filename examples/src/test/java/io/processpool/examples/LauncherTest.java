package io.processpool.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code examples/run} does before it starts a program. */
@Timeout(60)
class LauncherTest {
    private static final List<String> NAMES = List.of(
            "manifest",
            "request-log",
            "partial-lock",
            "lock-argument-silent",
            "lock-argument-callback",
            "lock-argument-raises",
            "manager-lock",
            "manager-initargs",
            "manager-network",
            "inherited-lock",
            "shared-log",
            "batch-errors",
            "hung-task",
            "collect-all",
            "shared-counter",
            "shared-array",
            "one-lock-two-values",
            "stop-flag",
            "type-codes",
            "kill-a-worker");

    private record Ended(int exitCode, String output) {}

    @BeforeEach
    void thereIsBash() {
        assumeTrue(Files.exists(Path.of("/bin/bash")));
    }

    @Test
    void withoutANameItListsThePrograms() throws Exception {
        Ended ended = run();

        assertEquals(0, ended.exitCode());
        List<String> listed = ended.output()
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.strip().split(" ")[0])
                .toList();
        assertEquals(NAMES, listed);
    }

    @Test
    void anUnknownNameIsAnErrorWithTheList() throws Exception {
        Ended ended = run("nothing-such");

        assertEquals(2, ended.exitCode());
        assertTrue(ended.output().startsWith("examples/run: no example is called nothing-such\n"), ended.output());
        assertTrue(ended.output().contains("  kill-a-worker "), ended.output());
    }

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/bash", Path.of("run").toAbsolutePath().toString());
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
