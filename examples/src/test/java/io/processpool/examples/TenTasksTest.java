package io.processpool.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.examples.Example.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs whose ten tasks sleep under one lock. */
@Timeout(120)
class TenTasksTest {
    private static final Pattern LINE = Pattern.compile("Task (\\d) completed with (0\\.\\d{3}|1\\.000)");

    private static final Map<Class<?>, Future<Ended>> PROGRAMS = new HashMap<>();

    private record Ended(Seen seen, double seconds) {}

    /** All at once: they sleep for most of the time. */
    @BeforeAll
    static void start(@TempDir Path base) {
        for (Class<?> program :
                List.of(InheritedLock.class, ManagerLock.class, ManagerInitargs.class, ManagerNetwork.class)) {
            Path directory = base.resolve(program.getSimpleName());
            FutureTask<Ended> ended = new FutureTask<>(() -> run(Files.createDirectory(directory), program));
            PROGRAMS.put(program, ended);
            new Thread(ended).start();
        }
    }

    private static Ended run(Path directory, Class<?> program) throws Exception {
        long start = System.nanoTime();
        Seen seen = new Example(directory, program).run();
        return new Ended(seen, (System.nanoTime() - start) / 1e9);
    }

    @ParameterizedTest
    @ValueSource(classes = {InheritedLock.class, ManagerLock.class, ManagerInitargs.class, ManagerNetwork.class})
    void tenTasksTakeTurns(Class<?> program) throws Exception {
        Seen seen = PROGRAMS.get(program).get().seen();
        double seconds = PROGRAMS.get(program).get().seconds();

        assertEquals("", seen.err());
        assertEquals(0, seen.exitCode());
        double slept = 0;
        TreeSet<String> tasks = new TreeSet<>();
        for (String line : seen.outLines()) {
            Matcher matcher = LINE.matcher(line);
            assertTrue(matcher.matches(), line);
            tasks.add(matcher.group(1));
            slept += Double.parseDouble(matcher.group(2));
        }
        assertEquals(10, seen.outLines().size(), seen.out());
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), List.copyOf(tasks));
        assertTrue(seconds > slept, "never two at a time: " + slept + " s of sleep took " + seconds + " s");
    }
}
