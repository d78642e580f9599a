package io.processpool.acceptance;

import static io.processpool.Args.args;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.SerializationException;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.FailedItem;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.TaskException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The failure of an item says which one it was. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class FailedItemTest {
    private static ProcessPool pool;

    private record Order(int number) implements Serializable {}

    private static final List<Order> ORDERS =
            MapTest.range(20).stream().map(Order::new).toList();

    @BeforeAll
    static void start() {
        pool = ProcessPool.create(1);
    }

    @AfterAll
    static void end() {
        pool.close();
    }

    private static int price(Order order) {
        if (order.number == 17) {
            throw new IllegalArgumentException("no price");
        }
        return order.number;
    }

    private static int load(Order order) throws IOException {
        if (order.number == 3) {
            throw new IOException("no file");
        }
        return 0;
    }

    private static void assertItem(long index, String item, Throwable failure) {
        FailedItem failed = FailedItem.of(failure).orElseThrow();
        assertEquals(index, failed.index());
        assertEquals(Optional.ofNullable(item), failed.item());
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void uncheckedExceptionOfAMapNamesItsItem() {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> pool.map(FailedItemTest::price, ORDERS));
        assertItem(17, "Order[number=17]", thrown);
        assertEquals(1, thrown.getSuppressed().length);
        String trace = printed(thrown);
        assertTrue(trace.startsWith("java.lang.IllegalArgumentException: no price\n\tat "), trace);
        assertTrue(
                trace.matches("(?s).*\n\tSuppressed: item 17 of map \\(call \\d+\\): Order\\[number=17\\]\n"), trace);
    }

    @Test
    void causeOfATaskExceptionNamesItsItem() {
        TaskException thrown = assertThrows(TaskException.class, () -> pool.map(FailedItemTest::load, ORDERS));
        assertItem(3, "Order[number=3]", thrown);
        assertEquals(1, thrown.getCause().getSuppressed().length);
    }

    @Test
    void starmapNamesItsArguments() {
        ArithmeticException thrown = assertThrows(
                ArithmeticException.class, () -> pool.starmap((a, b) -> a / b, List.of(args(4, 2), args(1, 0))));
        assertItem(1, "Args2[first=1, second=0]", thrown);
    }

    @Test
    void eachFailureOfAnIterationNamesItsItem() {
        for (ResultIterator<Integer> results :
                List.of(pool.imap(n -> 1 / n, List.of(1, 0, 0)), pool.imapUnordered(n -> 1 / n, List.of(1, 0, 0)))) {
            results.next();
            assertItem(1, "0", assertThrows(ArithmeticException.class, results::next));
            assertItem(2, "0", assertThrows(ArithmeticException.class, results::next));
        }
    }

    @Test
    void asynchronousResultNamesItOnceHoweverOftenItIsAsked() throws Exception {
        AsyncResult<List<Integer>> result = pool.mapAsync(FailedItemTest::price, ORDERS);
        List<Throwable> errors = new ArrayList<>();
        result.onError(errors::add).await();
        ExecutionException thrown = assertThrows(ExecutionException.class, result::get);
        assertThrows(IllegalArgumentException.class, result::join);
        assertItem(17, "Order[number=17]", thrown);
        assertItem(17, "Order[number=17]", errors.get(0));
        assertEquals(1, thrown.getCause().getSuppressed().length);
    }

    @Test
    void resultThatCannotTravelNamesItsItem() {
        SerializationException thrown = assertThrows(
                SerializationException.class, () -> pool.map(n -> n == 1 ? new Object() : n, MapTest.range(3)));
        assertItem(1, "1", thrown);
    }

    @Test
    void applyHasOnlyOneItemAndNamesNone() {
        ArithmeticException thrown = assertThrows(ArithmeticException.class, () -> pool.apply(n -> 1 / n, 0));
        assertEquals(0, thrown.getSuppressed().length);
        assertEquals(Optional.empty(), FailedItem.of(thrown));
        assertEquals(Optional.empty(), FailedItem.of(null));
    }

    /** These two are made by the JVM itself. */
    @ParameterizedTest
    @EnumSource(names = {"RUNS_OUT_OF_MEMORY", "OVERFLOWS_THE_STACK"})
    void errorOfTheJvmNamesItsItem(Deaths death) {
        try (ProcessPool small =
                ProcessPool.builder().processes(1).jvmOptions("-Xmx64m").build()) {
            assertItem(
                    0,
                    death.toString(),
                    assertThrows(TaskException.class, () -> small.map(Deaths::run, List.of(death))));
        }
    }

    private static final class Sealed extends RuntimeException {
        Sealed() {
            super("takes none", null, false, true);
        }
    }

    @Test
    void exceptionThatTakesNoSuppressedOnesIsThrownAllTheSame() {
        assertThrows(
                Sealed.class,
                () -> pool.map(
                        n -> {
                            throw new Sealed();
                        },
                        List.of(1)));
    }

    private static int countOfAPoolInHere(int n) {
        try (ProcessPool inner = ProcessPool.create(1)) {
            return inner.map(i -> 1 / i, List.of(1, 0)).size();
        }
    }

    @Test
    void nestedPoolsEachNameTheirItem() {
        ArithmeticException thrown =
                assertThrows(ArithmeticException.class, () -> pool.map(FailedItemTest::countOfAPoolInHere, List.of(7)));
        assertItem(0, "7", thrown);
        assertEquals(2, thrown.getSuppressed().length);
    }
}
