package io.processpool.acceptance;

import static io.processpool.Args.args;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.Args2;
import io.processpool.RemoteCallable;
import io.processpool.RemoteConsumer;
import io.processpool.RemoteConsumer2;
import io.processpool.RemoteFunction;
import io.processpool.RemoteFunction2;
import io.processpool.RemoteRunnable;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.TaskException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What {@code apply} and {@code applyAsync} give back, with none to three arguments. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ApplyTest {
    private static ProcessPool pool;

    @BeforeAll
    static void openPool() {
        pool = ProcessPool.create(2);
    }

    @AfterAll
    @Timeout(60)
    static void closePool() {
        pool.close();
    }

    static long pid() {
        return ProcessHandle.current().pid();
    }

    static String join(Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part);
        }
        return text.toString();
    }

    static void write(Path file, String a) throws IOException {
        Marks.append(file, a);
    }

    static void writeTwo(Path file, String a, int b) throws IOException {
        Marks.append(file, a + b);
    }

    @Test
    void takesNoneToThreeArguments() {
        assertNotEquals(pid(), pool.apply(ApplyTest::pid));
        assertEquals(3, pool.apply(String::length, "abc"));
        assertEquals("ab", pool.apply((a, b) -> join(a, b), "a", "b"));
        assertEquals("abc", pool.apply((a, b, c) -> join(a, b, c), "a", "b", "c"));
    }

    @Test
    void aTaskThatIsNullIsRefusedByTheCall() {
        List<Args2<String, Integer>> items = List.of(args("a", 1));
        assertNoTask(() -> pool.apply((RemoteCallable<String>) null));
        assertNoTask(() -> pool.apply((RemoteRunnable) null));
        assertNoTask(() -> pool.apply((RemoteFunction<String, String>) null, "a"));
        assertNoTask(() -> pool.applyAsync((RemoteConsumer2<String, Integer>) null, "a", 1));
        assertNoTask(() -> pool.map((RemoteConsumer<String>) null, List.of("a")));
        assertNoTask(() -> pool.imap((RemoteConsumer<String>) null, List.of("a")));
        assertNoTask(() -> pool.starmap((RemoteFunction2<String, Integer, String>) null, items));
        assertNoTask(() -> pool.starmapAsync((RemoteConsumer2<String, Integer>) null, items));
    }

    private static void assertNoTask(Executable call) {
        assertEquals("task", assertThrows(NullPointerException.class, call).getMessage());
    }

    @Test
    void asyncTakesNoneToThreeArguments() throws Exception {
        AsyncResult<Long> other = pool.applyAsync(ApplyTest::pid);
        assertNotEquals(pid(), other.get(Delays.LONG));
        assertEquals(3, pool.applyAsync(String::length, "abc").get(Delays.LONG));
        assertEquals("ab", pool.applyAsync((a, b) -> join(a, b), "a", "b").get(Delays.LONG));
        assertEquals(
                "abc",
                pool.applyAsync((a, b, c) -> join(a, b, c), "a", "b", "c").get(Delays.LONG));
    }

    @Test
    void runsVoidTasks(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("log");
        pool.apply(() -> Marks.append(file, 0));
        pool.apply(Marks::open, directory.resolve("gate"));
        pool.apply(ApplyTest::write, file, "a");
        pool.apply(ApplyTest::writeTwo, file, "a", 1);
        AsyncResult<Void> async = pool.applyAsync(() -> Marks.append(file, 2));
        assertNull(async.get(Delays.LONG));
        pool.applyAsync(ApplyTest::write, file, "b").get(Delays.LONG);
        pool.applyAsync(ApplyTest::writeTwo, file, "b", 1).get(Delays.LONG);
        assertEquals(List.of("0", "a", "a1", "2", "b", "b1"), Marks.lines(file));
    }

    @Test
    void carriesNullArgumentsAndNullResults() {
        assertEquals("nullnull", pool.apply((a, b) -> join(a, b), null, null));
        assertNull(pool.apply(() -> null));
    }

    @Test
    void carriesPathsOptionalsAndViews() {
        Path path = Path.of("a", "b");
        assertEquals(path.resolve("c"), pool.apply(p -> p.resolve("c"), path));
        assertEquals(Optional.of(2), pool.apply(o -> o.map(n -> n + 1), Optional.of(1)));
        assertEquals(List.of(2, 3), pool.apply(l -> l, List.of(1, 2, 3, 4).subList(1, 3)));
    }

    @Test
    void throwsWhatTheTaskThrows() {
        assertThrows(NumberFormatException.class, () -> pool.apply(Integer::parseInt, "x"));
        TaskException checked = assertThrows(
                TaskException.class,
                () -> pool.apply(() -> {
                    throw new IOException("disk");
                }));
        assertInstanceOf(IOException.class, checked.getCause());
    }

    @Test
    void manyAsyncCallsAreAllAnswered() throws Exception {
        List<AsyncResult<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            results.add(pool.applyAsync(n -> n + 1, i));
        }
        for (int i = 0; i < 2000; i++) {
            assertEquals(i + 1, results.get(i).get(Delays.LONG));
        }
    }

    @Test
    void asynchronousCallsStartInTheOrderInWhichTheyCame(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        try (ProcessPool one = ProcessPool.create(1)) {
            for (int n = 0; n < 500; n++) {
                one.applyAsync(Marks::append, log, n);
            }
        }
        assertEquals(MapTest.range(500).stream().map(String::valueOf).toList(), Marks.lines(log));
    }
}
