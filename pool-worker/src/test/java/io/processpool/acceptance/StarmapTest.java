package io.processpool.acceptance;

import static io.processpool.Args.args;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.Args2;
import io.processpool.Args3;
import io.processpool.Args4;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code starmap} and {@code starmapAsync} give back, with two to four arguments. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class StarmapTest {
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

    static String join(String a, int b) {
        return a + b;
    }

    static String join(String a, int b, long c) {
        return a + b + c;
    }

    static String join(String a, int b, long c, char d) {
        return a + b + c + d;
    }

    static void write(Path file, String a) throws IOException {
        Marks.append(file, a);
    }

    static void writeTwo(Path file, String a, int b) throws IOException {
        Marks.append(file, a + b);
    }

    static void writeThree(Path file, String a, int b, long c) throws IOException {
        Marks.append(file, a + b + c);
    }

    @Test
    void spreadsTwoThreeAndFourArguments() {
        assertEquals(List.of("a1", "b2"), pool.starmap(StarmapTest::join, List.of(args("a", 1), args("b", 2))));
        assertEquals(List.of("a12"), pool.starmap(StarmapTest::join, List.of(args("a", 1, 2L))));
        assertEquals(List.of("a12c"), pool.starmap(StarmapTest::join, List.of(args("a", 1, 2L, 'c'))));
    }

    @Test
    void asyncSpreadsTwoThreeAndFourArguments() throws Exception {
        assertEquals(
                List.of("a1"),
                pool.starmapAsync(StarmapTest::join, List.of(args("a", 1))).get(Delays.LONG));
        assertEquals(
                List.of("a12"),
                pool.starmapAsync(StarmapTest::join, List.of(args("a", 1, 2L))).get(Delays.LONG));
        assertEquals(
                List.of("a12c"),
                pool.starmapAsync(StarmapTest::join, List.of(args("a", 1, 2L, 'c')))
                        .get(Delays.LONG));
    }

    @Test
    void takesLambdas() {
        assertEquals(List.of(3, 7), pool.starmap((a, b) -> a + b, List.of(args(1, 2), args(3, 4))));
        assertEquals(List.of(6), pool.starmap((a, b, c) -> a + b + c, List.of(args(1, 2, 3))));
        assertEquals(List.of(10), pool.starmap((a, b, c, d) -> a + b + c + d, List.of(args(1, 2, 3, 4))));
    }

    /** As the items of {@code map} may be of subtypes of what the task takes. */
    @Test
    void takesArgumentsOfSubtypes() throws Exception {
        List<Args2<String, ? extends Number>> mixed = List.of(args("a", 1), args("b", 2.5));
        List<CharSequence> texts = pool.starmap((String a, Number b) -> a + b, mixed);
        assertEquals(List.of("a1", "b2.5"), texts);
        List<Args3<String, ? extends Number, Long>> three = List.of(args("a", 1, 2L), args("b", 2.5, 3L));
        assertEquals(
                List.of("a12", "b2.53"),
                pool.starmapAsync((String a, Number b, Object c) -> a + b + c, three)
                        .get(Delays.LONG));
    }

    @Test
    void runsVoidTasks(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("log");
        pool.starmap(StarmapTest::write, List.of(args(file, "a")));
        pool.starmap(StarmapTest::writeTwo, List.of(args(file, "a", 1)));
        pool.starmap(StarmapTest::writeThree, List.of(args(file, "a", 1, 2L)));
        AsyncResult<Void> two = pool.starmapAsync(StarmapTest::write, List.of(args(file, "b")));
        assertEquals(null, two.get(Delays.LONG));
        pool.starmapAsync(StarmapTest::writeTwo, List.of(args(file, "b", 1))).get(Delays.LONG);
        pool.starmapAsync(StarmapTest::writeThree, List.of(args(file, "b", 1, 2L)))
                .get(Delays.LONG);
        assertEquals(List.of("a", "a1", "a12", "b", "b1", "b12"), Marks.lines(file));
    }

    @Test
    void keepsTheOrderOfItsInput() {
        List<Args2<Integer, Integer>> items = new ArrayList<>();
        List<Integer> products = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            items.add(args(i, i + 1));
            products.add(i * (i + 1));
        }
        assertEquals(products, pool.starmap((a, b) -> a * b, items));
        assertEquals(products, pool.withChunkSize(20).starmap((a, b) -> a * b, items));
        assertEquals(products, pool.starmapAsync((a, b) -> a * b, items).join());
    }

    @Test
    void ofNothingIsAnEmptyList() {
        assertEquals(List.of(), pool.starmap(StarmapTest::join, List.<Args2<String, Integer>>of()));
        assertEquals(List.of(), pool.starmap(StarmapTest::join, List.<Args3<String, Integer, Long>>of()));
        assertEquals(
                List.of(),
                pool.starmapAsync(StarmapTest::join, List.<Args4<String, Integer, Long, Character>>of())
                        .join());
    }

    @Test
    void carriesNullArguments() {
        assertEquals(List.of("null-b"), pool.starmap((a, b) -> a + "-" + b, List.of(args((String) null, "b"))));
    }

    @Test
    void throwsWhatATaskThrows() {
        ArithmeticException thrown = assertThrows(
                ArithmeticException.class, () -> pool.starmap((a, b) -> a / b, List.of(args(4, 2), args(1, 0))));
        assertEquals("/ by zero", thrown.getMessage());
    }
}
