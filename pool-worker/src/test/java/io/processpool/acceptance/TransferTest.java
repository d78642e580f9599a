package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.SerializationException;
import io.processpool.StandInException;
import io.processpool.manager.Manager;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.TaskException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels, however large, and what is said of what does not. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class TransferTest {
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

    @AfterEach
    void poolStillWorks() {
        assertEquals(MapTest.range(10), pool.map(n -> n, MapTest.range(10)));
    }

    /** A class of the user's that is not serializable. */
    static final class Socketish {
        @Override
        public String toString() {
            return "socketish";
        }
    }

    record Customer(String name, Object socket) implements Serializable {}

    record Order(int id, Customer customer) implements Serializable {}

    /** Can be written, and not be read. */
    static final class Unreadable implements Serializable {
        private void readObject(ObjectInputStream in) throws IOException {
            throw new IOException("no way back");
        }
    }

    /** An exception that can be written, and not be read. */
    static final class UnreadableException extends RuntimeException {
        UnreadableException(String message) {
            super(message);
        }

        private void readObject(ObjectInputStream in) throws IOException {
            throw new IOException("no way back");
        }
    }

    /** An exception that cannot be written. */
    static final class UnwritableException extends RuntimeException {
        private final Object field = new Socketish();

        UnwritableException(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return super.getMessage() + " of " + field;
        }
    }

    private static void assertNames(Throwable thrown, String... parts) {
        for (String part : parts) {
            assertTrue(thrown.getMessage().contains(part), () -> part + " is not in: " + thrown.getMessage());
        }
    }

    // -- arguments

    @Test
    void argumentThatCannotTravelIsNamedWithItsPathAndItsItem() {
        List<Order> orders = List.of(new Order(1, null), new Order(2, new Customer("b", new Socketish())));
        SerializationException thrown = assertThrows(SerializationException.class, () -> pool.map(Order::id, orders));
        assertNames(thrown, Socketish.class.getName(), "item 1", "Order.customer", "Customer.socket");
    }

    @Test
    void asyncResultFailsWithIt() {
        AsyncResult<String> result = pool.applyAsync(String::valueOf, new Socketish());
        Throwable cause = assertThrows(ExecutionException.class, result::get).getCause();
        assertNames(assertInstanceOf(SerializationException.class, cause), Socketish.class.getName(), "argument");
    }

    @Test
    void functionThatCannotTravelIsNamed() {
        Socketish captured = new Socketish();
        SerializationException thrown =
                assertThrows(SerializationException.class, () -> pool.map(n -> n + captured.toString(), List.of(1)));
        assertNames(thrown, Socketish.class.getName(), "task");
    }

    private static void assertRefused(String kind, Object argument) {
        SerializationException thrown =
                assertThrows(SerializationException.class, () -> pool.apply(a -> 1, argument), kind);
        assertNames(thrown, kind);
        SerializationException nested =
                assertThrows(SerializationException.class, () -> pool.map(a -> 1, List.of(List.of(argument))), kind);
        assertNames(nested, kind, "item 0");
        AsyncResult<Integer> async = pool.applyAsync(a -> 1, argument);
        assertThrows(SerializationException.class, async::join);
    }

    @Test
    void poolsResultsAndStreamsAreRefusedByTheirKind() {
        try (ResultIterator<Integer> results = pool.imap(n -> n, List.of(1))) {
            assertRefused("result", results);
            assertTrue(results.toString().matches("ResultIterator\\[imap \\(call \\d+\\)]"), results::toString);
        }
        try (Manager manager = Manager.inProcess()) {
            assertRefused("manager", manager);
        }
        assertRefused("pool", pool);
        assertRefused("pool", pool.withChunkSize(2));
        assertRefused("result", pool.applyAsync(() -> 1));
        assertRefused("stream", System.out);
        assertRefused("stream", System.in);
        InputStream stream = new ByteArrayInputStream(new byte[1]);
        assertRefused("stream", stream);
        assertRefused("stream", List.of(1).stream());
        assertRefused("thread", Thread.currentThread());
    }

    @Test
    void argumentThatCannotBeRebuiltFailsItsItem() {
        SerializationException thrown = assertThrows(
                SerializationException.class, () -> pool.map(a -> 1, List.of("good", new Unreadable(), "good")));
        assertNames(thrown, "no way back");
    }

    /** Another class than the test's, whose own references shall not be mistaken for these. */
    private static final class References {
        static String show(Object any) {
            return "<" + any + ">";
        }

        static List<String> numbers() {
            return pool.map(References::show, List.of(1, 2));
        }

        static List<String> texts() {
            return pool.map(References::show, List.of("a"));
        }

        static List<String> anything(List<Object> items) {
            return pool.map(Object::toString, items);
        }

        static List<String> toStrings() {
            return pool.map(Object::toString, List.of(1, 2));
        }
    }

    /** Without a word from us the second one throws a ClassCastException in the worker. */
    @Test
    void methodReferenceThatWouldBeReadAsAnotherIsRefused() {
        assertEquals(List.of("<1>", "<2>"), References.numbers());
        SerializationException thrown = assertThrows(SerializationException.class, References::texts);
        assertNames(thrown, "References::show", "java.lang.Integer", "not java.lang.String", "write a lambda");
    }

    @Test
    void methodReferenceThatIsReadAsAWiderOnePasses() {
        assertEquals(List.of("1", "a"), References.anything(List.of(1, "a")));
        assertEquals(List.of("1", "2"), References.toStrings());
    }

    // -- results

    @Test
    void resultThatIsNotSerializableFailsItsItem() {
        SerializationException thrown = assertThrows(
                SerializationException.class,
                () -> pool.map(n -> n == 3 ? new Customer("c", new Socketish()) : n, MapTest.range(6)));
        assertNames(thrown, Socketish.class.getName(), "result", "Customer.socket");
        assertEquals("calledFrom", thrown.getStackTrace()[0].getMethodName(), "no frames of the worker's own loop");
    }

    @Test
    void resultThatCannotBeRebuiltFailsItsItemOnly() {
        ResultIterator<Object> results =
                pool.withChunkSize(4).imap(n -> n == 1 ? new Unreadable() : n, MapTest.range(4));
        assertEquals(0, results.next());
        assertNames(assertThrows(SerializationException.class, results::next), "no way back");
        assertEquals(2, results.next());
        assertEquals(3, results.next());
    }

    // -- exceptions

    private static int throwUnreadable() {
        throw new UnreadableException("lost words");
    }

    private static int throwUnwritable() {
        throw new UnwritableException("lost field", new IOException("inner"));
    }

    private static void assertStandsIn(Class<?> original, String message, String method, Throwable thrown) {
        StandInException standIn = assertInstanceOf(StandInException.class, thrown);
        assertEquals(original.getName(), standIn.originalClassName());
        assertEquals(message, standIn.getMessage());
        assertEquals(original.getName() + ": " + message, standIn.toString());
        assertEquals(method, standIn.getStackTrace()[0].getMethodName());
        assertTrue(!standIn.reason().isEmpty());
    }

    @Test
    void exceptionThatCannotBeRebuiltIsStoodInFor() {
        assertStandsIn(
                UnreadableException.class,
                "lost words",
                "throwUnreadable",
                assertThrows(RuntimeException.class, () -> pool.apply(TransferTest::throwUnreadable)));
    }

    @Test
    void exceptionThatCannotBeWrittenIsStoodInForAndKeepsItsCause() {
        Throwable thrown = assertThrows(RuntimeException.class, () -> pool.apply(TransferTest::throwUnwritable));
        assertStandsIn(UnwritableException.class, "lost field of socketish", "throwUnwritable", thrown);
        assertEquals(
                "inner", assertInstanceOf(IOException.class, thrown.getCause()).getMessage());
    }

    @Test
    void exceptionInsideAnotherIsStoodInForAlone() {
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> pool.apply(() -> {
                    IllegalStateException outer = new IllegalStateException("outer", new UnreadableException("inner"));
                    outer.addSuppressed(new IOException("beside"));
                    throw outer;
                }));
        assertEquals("outer", thrown.getMessage());
        assertEquals(
                UnreadableException.class.getName(),
                assertInstanceOf(StandInException.class, thrown.getCause()).originalClassName());
        assertEquals("beside", thrown.getSuppressed()[0].getMessage());
    }

    @Test
    void exceptionThatSneaksThroughIsTheCauseOfATaskException() {
        TaskException thrown = assertThrows(
                TaskException.class,
                () -> pool.apply(() -> {
                    throw new InterruptedException("mine");
                }));
        assertEquals(
                "mine",
                assertInstanceOf(InterruptedException.class, thrown.getCause()).getMessage());
    }

    // -- sizes

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    /** Around the powers of two lie the ends of rings, of buffers and of frames. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576})
    void bytesOfAnyLengthComeBack(int length) {
        for (int off = -40; off <= 8; off += 4) {
            byte[] bytes = random(Math.max(0, length + off));
            assertArrayEquals(reversed(bytes), pool.apply(TransferTest::reversed, bytes));
        }
    }

    @Test
    void sixteenMebibytesGoThereAndBack() {
        byte[] bytes = random(16 << 20);
        assertArrayEquals(reversed(bytes), pool.apply(TransferTest::reversed, bytes));
    }

    @Test
    void aResultOfSixtyFourMebibytesArrives() {
        byte[] bytes = pool.apply(
                n -> {
                    byte[] made = new byte[n];
                    made[n - 1] = 42;
                    return made;
                },
                64 << 20);
        assertEquals(64 << 20, bytes.length);
        assertEquals(42, bytes[bytes.length - 1]);
    }

    @ParameterizedTest
    @CsvSource({"40000, 1", "40000, 7", "40000, 100", "50000, 1", "60000, 1", "65000, 1", "70000, 1", "300000, 3"})
    void manyMediumItemsComeBackInOrder(int length, int chunkSize) {
        List<byte[]> items = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            items.add(random(length + i));
        }
        List<byte[]> results = pool.withChunkSize(chunkSize).map(TransferTest::reversed, items);
        for (int i = 0; i < items.size(); i++) {
            assertArrayEquals(reversed(items.get(i)), results.get(i));
        }
    }

    @Test
    void largeFunctionTravelsToEachWorker() {
        byte[] captured = random(3 << 20);
        int hash = Arrays.hashCode(captured);
        List<Integer> hashes = pool.withChunkSize(1).map(n -> Arrays.hashCode(captured) + n, MapTest.range(20));
        assertEquals(MapTest.range(20).stream().map(n -> n + hash).toList(), hashes);
    }

    @Test
    void largeFailureArrives() {
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> pool.apply(() -> {
                    throw new IllegalStateException("x".repeat(2_000_000));
                }));
        assertEquals(2_000_000, thrown.getMessage().length());
    }

    // -- values

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\0",
                "a\0b",
                "\n\r\t",
                "äöü ß €",
                "日本語",
                "\uD83D\uDE00 emoji",
                "\uD800",
                "\uDC00\uD800",
                "\uFFFF\uFEFF",
                "\u007F\u0080\u07FF\u0800"
            })
    void stringsWithOddCharactersComeBack(String text) {
        assertEquals(text, pool.apply(s -> s, text));
        assertEquals(List.of(text + "!"), pool.map(s -> s + "!", List.of(text)));
        String twice = text.repeat(50_000);
        assertEquals(twice, pool.apply(s -> s, twice));
    }

    @Test
    void smallValuesOfEveryKindComeBackAsTheyAre() {
        List<Object> values = Arrays.asList(
                null,
                true,
                (byte) -1,
                (short) -2,
                'x',
                -3,
                Integer.MIN_VALUE,
                -4L,
                Long.MAX_VALUE,
                1.5f,
                Double.NaN,
                -0.0,
                "text",
                List.of(1, List.of()),
                Thread.State.NEW,
                String.class);
        assertEquals(values, pool.map(v -> v, values));
        assertArrayEquals(new int[] {1, 2}, pool.apply(a -> a, new int[] {1, 2}));
        assertArrayEquals(new String[][] {{"a"}, null}, pool.apply(a -> a, new String[][] {{"a"}, null}));
    }
}
