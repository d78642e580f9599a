package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.SerializationException;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class PayloadRoundTripTest {

    static Object roundTrip(Object value) {
        byte[] message = Payload.write(value);
        return Payload.read(message, 0, message.length);
    }

    static Stream<Object> values() {
        return Stream.of(
                true,
                false,
                0,
                -1,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                0L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                0.0,
                -0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Math.PI,
                "",
                "plain",
                "caf\u00e9 \u00ff\u0000",
                "\u20ac and \ud83d\ude00",
                "\ud83d\ude00",
                "\u0100",
                "x".repeat(200_000),
                (byte) 7,
                (short) 7,
                7f,
                'c',
                new BigInteger("123456789012345678901234567890"),
                Duration.ofMillis(5),
                Thread.State.BLOCKED,
                String.class,
                int.class,
                List.of(1, "two", List.of(3.0)),
                new Point(1, "one"));
    }

    record Point(int x, String name) implements Serializable {}

    @ParameterizedTest
    @MethodSource("values")
    void valueComesBackEqual(Object value) {
        assertEquals(value, roundTrip(value));
        assertEquals(value.getClass(), roundTrip(value).getClass());
    }

    @Test
    void nullComesBack() {
        assertNull(roundTrip(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "a\ud800", "\ud800\ud800\udc00", "\udc00\ud800", "\u20ac\udfff!"})
    void stringWithLoneSurrogateComesBackUnchanged(String broken) {
        assertEquals(broken, roundTrip(broken));
    }

    @Test
    void arraysComeBackEqual() {
        assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) roundTrip(new byte[] {1, 2, 3}));
        assertArrayEquals(new byte[0], (byte[]) roundTrip(new byte[0]));
        assertArrayEquals(new int[] {1, 2}, (int[]) roundTrip(new int[] {1, 2}));
        assertArrayEquals(new String[] {"a", null}, (String[]) roundTrip(new String[] {"a", null}));
        assertArrayEquals(new long[][] {{1}, {}}, (long[][]) roundTrip(new long[][] {{1}, {}}));
    }

    @Test
    void smallValuesAreShort() {
        assertEquals(1, Payload.write(null).length);
        assertEquals(1, Payload.write(true).length);
        assertEquals(5, Payload.write(42).length);
        assertEquals(9, Payload.write(42L).length);
        assertEquals(9, Payload.write(4.2).length);
        assertEquals(6, Payload.write("caf\u00e9!").length);
    }

    @ParameterizedTest
    @MethodSource("values")
    void directBufferOfAnyOrderIsReadToItsLimit(Object value) {
        byte[] message = Payload.write(value);
        ByteBuffer direct = ByteBuffer.allocateDirect(message.length + 7).order(ByteOrder.LITTLE_ENDIAN);
        direct.position(3).put(message).flip().position(3);
        assertEquals(value, Payload.read(direct));
        assertEquals(direct.limit(), direct.position());
        assertEquals(ByteOrder.LITTLE_ENDIAN, direct.order());
    }

    @Test
    void sliceWithOffsetIsReadFromItsOwnBeginning() {
        byte[] message = Payload.write("hello");
        ByteBuffer buffer = ByteBuffer.allocate(message.length + 10);
        buffer.position(4).put(message).limit(4 + message.length).position(4);
        assertEquals("hello", Payload.read(buffer.slice()));
    }

    @Test
    void messagesInOneBufferAreIndependent() {
        ByteArrayBuilder buffer = new ByteArrayBuilder(1);
        int first = Payload.write(new Point(1, "one"), buffer);
        int second = Payload.write(17, buffer);
        int third = Payload.write(new Point(2, "two"), buffer);
        assertEquals(first + second + third, buffer.length());
        assertEquals(new Point(2, "two"), Payload.read(buffer.array(), first + second, third));
        assertEquals(17, Payload.read(buffer.array(), first, second));
        assertEquals(new Point(1, "one"), Payload.read(buffer.array(), 0, first));
    }

    @Test
    void failedWriteLeavesBufferAsItWas() {
        ByteArrayBuilder buffer = new ByteArrayBuilder();
        int length = Payload.write("kept", buffer);
        assertThrows(SerializationException.class, () -> Payload.write(List.of(1, new Object()), buffer));
        assertEquals(length, buffer.length());
        Payload.write("next", buffer);
        assertEquals("kept", Payload.read(buffer.array(), 0, length));
        assertEquals("next", Payload.read(buffer.array(), length, buffer.length() - length));
    }

    interface RemoteFunction<A, R> extends Function<A, R>, Serializable {}

    @Test
    @SuppressWarnings("unchecked")
    void lambdaWithCaptureWorksAfterTheWay() {
        int added = 5;
        RemoteFunction<Integer, Integer> plus = x -> x + added;
        assertEquals(12, ((RemoteFunction<Integer, Integer>) roundTrip(plus)).apply(7));
    }

    @Test
    @SuppressWarnings("unchecked")
    void methodReferenceWorksAfterTheWay() {
        RemoteFunction<String, Integer> parse = Integer::parseInt;
        assertEquals(42, ((RemoteFunction<String, Integer>) roundTrip(parse)).apply("42"));
    }

    private record Handler(String answer) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] args) {
            return answer;
        }
    }

    interface NotPublic extends Supplier<String> {}

    @ParameterizedTest
    @ValueSource(classes = {Supplier.class, NotPublic.class})
    void proxyComesBack(Class<?> type) {
        Object proxy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, new Handler("hi"));
        assertEquals("hi", ((Supplier<?>) roundTrip(proxy)).get());
    }

    @Test
    void sharedReferencesStayShared() {
        Object[] pair = {new Point(1, "x"), null};
        pair[1] = pair[0];
        Object[] read = (Object[]) roundTrip(pair);
        assertSame(read[0], read[1]);
    }

    @Test
    void cycleComesBackAsCycle() {
        Object[] self = {null};
        self[0] = self;
        Object[] read = assertInstanceOf(Object[].class, roundTrip(self));
        assertSame(read, read[0]);
    }

    @Test
    void contextClassLoaderIsAskedFirst() {
        List<String> asked = new java.util.ArrayList<>();
        ClassLoader recording = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                asked.add(name);
                return super.loadClass(name, resolve);
            }
        };
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        byte[] message = Payload.write(new Point(1, "x"));
        thread.setContextClassLoader(recording);
        try {
            assertEquals(new Point(1, "x"), Payload.read(message, 0, message.length));
        } finally {
            thread.setContextClassLoader(before);
        }
        assertEquals(List.of(Point.class.getName()), asked);
    }

    @Test
    void classUnknownToContextLoaderIsFoundByTheLibrarysLoader() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        byte[] message = Payload.write(new Point(1, "x"));
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertEquals(new Point(1, "x"), Payload.read(message, 0, message.length));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void largeStructureComesBack() {
        Integer[] numbers = new Integer[300_000];
        Arrays.setAll(numbers, i -> i);
        assertEquals(List.of(numbers), roundTrip(List.of(numbers)));
    }
}
