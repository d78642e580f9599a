package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A callback that throws is told with the place where it did, and with the call that it belongs to. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class CallbackThrowsTest {
    private static final String VALUE = "java.lang.IllegalStateException: no use for 1";
    private static final String ERROR = "java.lang.IllegalArgumentException: no cure";

    @TempDir
    private Path directory;

    static final class Careless {
        static int fail() {
            throw new IllegalStateException("played");
        }

        static void useValue(int value) {
            throw new IllegalStateException("no use for " + value);
        }

        static void useError(Throwable error) {
            throw new IllegalArgumentException("no cure", error);
        }

        public static void main(String[] arguments) throws Exception {
            try (ProcessPool pool = ProcessPool.create(1)) {
                pool.applyAsync(() -> 1).onSuccess(Careless::useValue).await();
                pool.applyAsync(Careless::fail).onError(Careless::useError).await();
                AsyncResult<Integer> ready = pool.applyAsync(() -> 1);
                ready.await();
                ready.onSuccess(Careless::useValue);
            }
        }
    }

    @Test
    void standardErrorGetsTheStackWhereThereIsNoLogger() throws Exception {
        try (Program program = Program.startWithoutLogger(directory, Careless.class)) {
            assertEquals(0, program.awaitEnd());
            assertEquals(List.of(), program.out());
            assertToldWithPlace(program.err(), "processpool WARN A callback of ");
        }
    }

    @Test
    void aLoggerGetsTheStack() throws Exception {
        try (Program program = Program.start(directory, Careless.class)) {
            assertEquals(0, program.awaitEnd());
            assertEquals(List.of(), program.err());
            assertToldWithPlace(
                    program.out().stream()
                            .map(line -> line.replaceFirst("^.*WARN +io.processpool -+ ", "WARN "))
                            .toList(),
                    "WARN A callback of ");
        }
    }

    private static void assertToldWithPlace(List<String> lines, String begin) {
        List<String> heads = Stream.of("applyAsync (call 1)", "applyAsync (call 2)", "applyAsync (call 3)")
                .map(call -> begin + call + " of pool-1 threw ")
                .toList();
        List<Integer> at = indexes(lines, begin);
        assertEquals(3, at.size(), () -> "warnings: " + lines);
        for (int i = 0; i < 3; i++) {
            String line = lines.get(at.get(i));
            assertEquals(heads.get(i) + (i == 1 ? ERROR : VALUE), line);
            List<String> rest = lines.subList(at.get(i) + 1, i == 2 ? lines.size() : at.get(i + 1));
            String place = "\tat " + Careless.class.getName() + (i == 1 ? ".useError(" : ".useValue(");
            assertEquals(
                    1, rest.stream().filter(frame -> frame.startsWith(place)).count(), () -> "stack: " + rest);
            assertTrue(rest.stream().allMatch(CallbackThrowsTest::isOfAStack), () -> "stack: " + rest);
        }
        assertTrue(lines.contains("Caused by: java.lang.IllegalStateException: played"), () -> "cause: " + lines);
    }

    private static List<Integer> indexes(List<String> lines, String begin) {
        return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                .filter(i -> lines.get(i).startsWith(begin))
                .toList();
    }

    private static boolean isOfAStack(String line) {
        return line.startsWith("\t") || line.startsWith("Caused by: ") || line.equals(VALUE) || line.equals(ERROR);
    }
}
