package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes take turns at a log. A local file would hide it if they did not, as the system makes each append to it one step; a pipe takes 4 KiB in one step,
 * mixes what is longer, and lets a writer stop in the middle of its event.
 */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class LogPipeTest {
    /** What a pipe surely holds, on Linux: 16 pages, of which a short write may take one for itself. */
    private static final int PIPE_BYTES = 15 << 12;

    @TempDir
    private Path directory;

    private Path pipe;
    private FileOutputStream keepsItOpen; // A reader would come to its end where the parent opens it late.
    private FileInputStream in;

    @BeforeEach
    void makePipe() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
        pipe = directory.resolve("app.log");
        assertEquals(
                0,
                new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor());
        // Each end waits for the other to be opened.
        FutureTask<FileInputStream> reader = new FutureTask<>(() -> new FileInputStream(pipe.toFile()));
        new Thread(reader).start();
        keepsItOpen = new FileOutputStream(pipe.toFile(), true);
        in = reader.get(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void closePipe() throws Exception {
        keepsItOpen.close();
        in.close();
    }

    private Program start(Class<?> main) throws Exception {
        return LogPrograms.start(directory, List.of(), main);
    }

    /** Reads until the program's last line, at most so long as a test may take. */
    private List<String> linesUntil(String last) throws Exception {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        FutureTask<List<String>> reading = new FutureTask<>(() -> {
            List<String> lines = new ArrayList<>();
            do {
                lines.add(reader.readLine());
            } while (!lines.get(lines.size() - 1).endsWith(last));
            return lines;
        });
        Thread thread = new Thread(reading);
        thread.setDaemon(true);
        thread.start();
        return reading.get(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until a worker stands in the middle of its event. */
    private void awaitFullPipe() throws Exception {
        Await.until("the pipe is full", () -> in.available() >= PIPE_BYTES);
        Marks.open(directory.resolve("full"));
    }

    @Test
    void eventsThatAPipeDoesNotTakeInOneStepAreWhole() throws Exception {
        try (Program program = start(LogPrograms.Together.class)) {
            List<String> lines = linesUntil("parent ends");
            assertEquals(0, program.awaitEnd(), () -> program.err().toString());
            Map<String, Long> expected = new TreeMap<>(Map.of("parent starts", 1L, "parent ends", 1L));
            expected.putAll(Map.of("worker plain", 1000L, "worker thrown", 1000L, "worker long", 100L));
            expected.putAll(Map.of("parent plain", 250L, "parent thrown", 250L, "parent long", 25L));
            assertEquals(expected, LogEvents.kinds(lines));
        }
    }

    @Test
    void writerThatIsKilledInItsTurnLeavesOnePieceAndTheOthersGoOn() throws Exception {
        try (Program program = start(LogPipePrograms.Killed.class)) {
            awaitFullPipe();
            Marks.await(directory.resolve("others"));
            long pid = Long.parseLong(Marks.lines(directory.resolve("pid")).get(0));
            ProcessHandle writer = ProcessHandle.of(pid).orElseThrow();
            writer.destroyForcibly();
            Await.until("it is dead", () -> !writer.isAlive());
            List<String> lines = linesUntil("parent ends");
            assertEquals(0, program.awaitEnd(), () -> program.err().toString());
            assertEquals(List.of("successful: false"), program.out());
            assertEquals("INFO  parent starts", lines.get(0));
            assertTrue(lines.get(1).matches("INFO  x+"), lines.get(1));
            assertTrue(lines.get(1).length() < LogPipePrograms.STOPPED_EVENT, "it was not in the middle");
            List<String> warnings =
                    lines.stream().filter(line -> line.startsWith("WARN")).toList();
            assertEquals(1, warnings.size(), () -> "warnings: " + warnings);
            assertTrue(warnings.get(0).contains("pid " + pid + " died while it held a ProcessLock"), warnings.get(0));
            List<String> others = new ArrayList<>(lines.subList(2, lines.size()));
            others.removeAll(warnings);
            assertEquals(
                    Map.of("worker plain", 40L, "worker thrown", 40L, "worker long", 4L, "parent ends", 1L),
                    LogEvents.kinds(others));
        }
    }

    @Test
    void threadThatIsInterruptedWhileItWaitsForItsTurnKeepsEventAndFlag() throws Exception {
        try (Program program = start(LogPipePrograms.Interrupted.class)) {
            awaitFullPipe();
            Marks.await(directory.resolve("interrupted"));
            List<String> lines = linesUntil("parent ends");
            assertEquals(0, program.awaitEnd(), () -> program.err().toString());
            assertEquals(List.of("flag: true"), program.out());
            String stopped = "INFO  " + "x".repeat(LogPipePrograms.STOPPED_EVENT);
            assertEquals(List.of("INFO  parent starts", stopped, "INFO  interrupted", "INFO  parent ends"), lines);
        }
    }
}
