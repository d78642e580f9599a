package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One log file of a parent and its workers: what stands in it, whole, and what is told when something is amiss. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ProcessFileAppenderTest {
    private static final String WITHOUT_LOCK = "without taking turns";
    private static final String BUFFERED = "<immediateFlush>false</immediateFlush>";

    @TempDir
    private Path directory;

    private Program run(Class<?> main, String... settings) throws Exception {
        return run(List.of(), main, settings);
    }

    /** Runs a program whose appender has these settings, and expects that it ends well. */
    private Program run(List<String> by, Class<?> main, String... settings) throws Exception {
        try (Program program = LogPrograms.start(directory, by, main, settings)) {
            assertEquals(0, program.awaitEnd(), () -> "exit code; standard error: " + program.err());
            assertEquals(List.of(), program.err());
            return program;
        }
    }

    private List<String> lines() throws IOException {
        return lines("app.log");
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file), StandardCharsets.UTF_8);
    }

    private static Map<String, Long> workersLogged(int items) {
        return new TreeMap<>(Map.of(
                "parent starts",
                1L,
                "worker plain",
                (long) items,
                "worker thrown",
                (long) items,
                "worker long",
                items / 10L));
    }

    @Test
    void linesAndStackTracesOfAllProcessesAreWhole() throws Exception {
        logTogether();
    }

    @Test
    void theyAreWholeAndAllThereWhereTheyAreWrittenManyAtATime() throws Exception {
        logTogether(BUFFERED);
    }

    private void logTogether(String... settings) throws Exception {
        run(LogPrograms.Together.class, settings);
        Map<String, Long> expected = workersLogged(1000);
        expected.put("parent ends", 1L);
        expected.putAll(Map.of("parent plain", 250L, "parent thrown", 250L, "parent long", 25L));
        assertEquals(expected, LogEvents.kinds(lines()));
    }

    @Test
    void whatIsConfiguredByCodeDoesTheSameAndStartsAgain() throws Exception {
        run(LogPrograms.Programmatic.class);
        Map<String, Long> expected = workersLogged(200);
        expected.put("parent ends", expected.remove("parent starts"));
        assertEquals(expected, LogEvents.kinds(lines()));
    }

    @Test
    void workerWhoseLogbackStartsBeforeItInheritsTakesPart() throws Exception {
        run(LogPrograms.BeforeTheHandOver.class);
        Map<String, Long> expected = workersLogged(200);
        expected.put("read", 2L);
        assertEquals(expected, LogEvents.kinds(lines()));
    }

    @Test
    void workersOfAWorkerInheritToo() throws Exception {
        run(LogPrograms.Nested.class);
        assertEquals(workersLogged(200), LogEvents.kinds(lines()));
    }

    @Test
    void workersThatCannotHaveTheLockSaySoOnceEachAndWriteWholeLines() throws Exception {
        run(LogPrograms.PoolFirst.class);
        List<String> lines = lines();
        List<String> warnings =
                lines.stream().filter(line -> line.contains(WITHOUT_LOCK)).toList();
        assertTrue(warnings.size() == 1 || warnings.size() == 2, () -> "warnings: " + warnings);
        assertTrue(warnings.get(0).startsWith("WARN  this worker logs to " + directory.toRealPath()), warnings.get(0));
        assertEquals(
                workersLogged(200),
                LogEvents.kinds(lines.stream()
                        .filter(line -> !line.contains(WITHOUT_LOCK))
                        .toList()));
    }

    @Test
    void workersWithoutLogbackStartToo() throws Exception {
        assertEquals(
                List.of("[1, 2, 3]"),
                run(LogPrograms.WorkersWithoutLogback.class).out());
    }

    @Test
    void interruptedThreadsKeepTheirEventsAndTheirFlags() throws Exception {
        run(LogPrograms.Interrupted.class);
        assertEquals(workersLogged(200), LogEvents.kinds(lines()));
    }

    @Test
    void onlyTheParentEmptiesTheFile() throws Exception {
        run(LogPrograms.Emptied.class, "<append>false</append>");
        assertEquals(workersLogged(100), LogEvents.kinds(lines()));
    }

    @Test
    void fileThatWasThereIsKept() throws Exception {
        run(LogPrograms.Emptied.class);
        assertEquals("old", lines().get(0));
        assertEquals(workersLogged(100), LogEvents.kinds(lines().subList(1, lines().size())));
    }

    @Test
    void directoriesAreMade() throws Exception {
        run(LogPrograms.Together.class, "<file>a/b/app.log</file>");
        assertEquals(
                250 + 1000,
                LogEvents.kinds(lines("a/b/app.log")).entrySet().stream()
                        .filter(kind -> kind.getKey().endsWith("plain"))
                        .mapToLong(Map.Entry::getValue)
                        .sum());
        assertFalse(Files.exists(directory.resolve("app.log")));
    }

    @Test
    void fileThatIsMovedAwayIsFollowedByANewOne() throws Exception {
        run(LogPrograms.Moved.class);
        Map<String, Long> old = LogEvents.kinds(lines("app.log.1"));
        old.remove("parent waits");
        assertEquals(workersLogged(100), old);
        Map<String, Long> young = LogEvents.kinds(lines());
        young.remove("parent waits");
        young.put("parent starts", 1L);
        assertEquals(workersLogged(100), young);
    }

    @Test
    void fullDiskIsToldOnceAndTheFirstEventWithRoomIsWhole() throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/bash")));
        String limit = "ulimit -f " + LogPrograms.Full.ROOM / 1024 + "; exec \"$@\"";
        Program program = run(List.of("/bin/bash", "-c", limit, "bash"), LogPrograms.Full.class);
        List<String> status = program.out();
        assertEquals(2, status.size(), () -> "status: " + status);
        assertTrue(status.get(0).contains("cannot write to the file [app.log]"), status.get(0));
        assertTrue(status.get(1).contains("works again"), status.get(1));
        List<String> lines = lines();
        assertEquals("INFO  room again", lines.get(lines.size() - 1));
        assertEquals(7, lines.size(), "five whole ones, a piece, and that");
    }

    @Test
    void eventOfADeadWorkerDoesNotMixWithTheNext() throws Exception {
        run(LogPrograms.Killed.class);
        List<String> lines = lines();
        assertEquals("INFO  parent starts", lines.get(0));
        assertTrue(lines.contains("INFO  parent ends"), "the last event is not a line of its own");
        assertTrue(lines.stream().anyMatch(line -> line.matches("INFO  x{1000}.*")));
    }

    @Test
    void whatWaitsIsWrittenBeforeTheResultOfItsTask() throws Exception {
        assertEquals(
                List.of("missing: []", "of the child: true"),
                run(LogPrograms.AtTaskEnd.class, BUFFERED).out());
    }

    @Test
    void whatWaitsIsWrittenAtSystemExit() throws Exception {
        Program program = run(LogPrograms.Exits.class, BUFFERED);
        assertEquals(List.of("successful: false"), program.out());
        assertEquals(
                List.of("INFO  parent ends", "INFO  parent starts", "INFO  worker exits"),
                lines().stream().sorted().toList());
    }

    @Test
    void whatWaitsInAnIdleProcessIsWrittenSoon() throws Exception {
        run(LogPrograms.Idle.class, BUFFERED);
        assertEquals(List.of("INFO  first", "INFO  second"), lines());
    }
}
