package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.SerializationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot travel is named: the class, the way to it and the cure. */
@Timeout(30)
class UnsendableValueTest {

    private static final String SUFFIX = " objects cannot be passed between processes";
    private static final String HERE = UnsendableValueTest.class.getName();

    static SerializationException refused(String firstLine, String place, Object value) {
        SerializationException error = assertThrows(SerializationException.class, () -> Payload.write(value));
        assertEquals(firstLine, error.getMessage().lines().findFirst().orElseThrow());
        assertEquals(place, error.place());
        assertNotNull(error.getCause());
        return error;
    }

    private static final class Session {}

    private record Customer(String name, Object socket) implements Serializable {}

    private record Order(Object customer) implements Serializable {}

    interface RemoteFunction<A, R> extends Function<A, R>, Serializable {}

    private static RemoteFunction<Integer, Integer> capturing(Object captured) {
        return x -> captured == null ? 0 : x;
    }

    private RemoteFunction<Integer, Integer> capturingThis() {
        return x -> x + hashCode();
    }

    @Test
    void messageNamesClassPathAndCure() {
        String session = HERE + "$Session";
        SerializationException error = refused(
                session + SUFFIX + ": the class is not Serializable",
                "Order.customer -> Customer.socket",
                new Order(new Customer("x", new Session())));
        assertEquals(
                List.of(
                        session + SUFFIX + ": the class is not Serializable",
                        "  found at: item 3 -> Order.customer -> Customer.socket",
                        "  cure: make it Serializable, or create it in the worker with initializer(...)"),
                error.at("item 3").getMessage().lines().toList());
        assertInstanceOf(NotSerializableException.class, error.getCause());
    }

    @Test
    void cureIsOneThatTheCodeAllows() {
        assertEquals(
                "make it Serializable, or mark the field transient, or create it in the worker with initializer(...)",
                cureOf(new Holder(new Session())));
        assertEquals("create it in the worker with initializer(...)", cureOf(List.of(new Object())));
        assertEquals(
                "let the record implement Serializable, or create it in the worker with initializer(...)",
                cureOf(new Pair(1, 2)));
    }

    private record Pair(int first, int second) {}

    private static final class Holder implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // That is the point.
        final Object session;

        Holder(Object session) {
            this.session = session;
        }
    }

    private static String cureOf(Object value) {
        String message = assertThrows(SerializationException.class, () -> Payload.write(value))
                .getMessage();
        return message.substring(message.indexOf("cure: ") + "cure: ".length());
    }

    /** They would say where the library looked for it, after the stream had failed. */
    @Test
    void causeHasNoFramesOfTheLibrary() {
        SerializationException error = assertThrows(SerializationException.class, () -> Payload.write(new Session()));
        assertEquals(0, error.getCause().getStackTrace().length);
    }

    @Test
    void pathLeadsThroughEverything() {
        String first = HERE + "$Session" + SUFFIX + ": the class is not Serializable";
        refused(first, "", new Session());
        refused(first, "[3]", List.of(0, 1, 2, new Session()));
        refused(first, "[3] -> Order.customer", new ArrayList<>(List.of(0, 1, 2, new Order(new Session()))));
        refused(first, "Order.customer[1]", new Order(new Object[] {1, new Session()}));
        refused(
                first,
                "Order.customer[\"k\"] -> Customer.socket",
                new Order(Map.of("k", new Customer("", new Session()))));
        refused(first, "Order.customer", new Order(Optional.of(new Session())));
        refused(first, "captured argument 0 of the lambda in " + HERE + ".capturing", capturing(new Session()));
        refused(first, "[1]", List.of(1, new Session(), 2).subList(0, 2));
    }

    @Test
    void lambdaThatUsesThisIsExplained() {
        SerializationException error = refused(
                HERE + SUFFIX + ": the class is not Serializable",
                "captured argument 0 of the lambda in " + HERE + ".capturingThis",
                capturingThis());
        assertTrue(error.getMessage().contains("cure: the lambda uses this UnsendableValueTest: use a static method"));
    }

    @Test
    void innerClassThatIsNotStaticIsExplained() {
        Serializable inner = new Serializable() {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                return "inner of " + UnsendableValueTest.this;
            }
        };
        SerializationException error = assertThrows(SerializationException.class, () -> Payload.write(inner));
        assertTrue(error.getMessage().startsWith(HERE + SUFFIX));
        String cure = "cure: the anonymous class refers to its enclosing UnsendableValueTest: write a lambda,";
        assertTrue(error.getMessage().contains(cure), error.getMessage());
        assertTrue(error.place().endsWith(".this$0"), error.place());
        assertTrue(cureOf(new Inner())
                .startsWith("the inner class refers to its enclosing UnsendableValueTest: make it static, or"));
    }

    private final class Inner implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return "inner of " + UnsendableValueTest.this;
        }
    }

    /** A field of that type is not yet an enclosing one. */
    private static final class Nested implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // That is the point.
        private final UnsendableValueTest test;

        Nested(UnsendableValueTest test) {
            this.test = test;
        }
    }

    @Test
    void fieldOfTheTypeOfAnEnclosingClassIsAFieldAsAnyOther() {
        assertEquals(
                "make it Serializable, or mark the field transient, or create it in the worker with initializer(...)",
                cureOf(new Nested(this)));
    }

    @Test
    void lambdaOfAPlainInterfaceIsExplained() {
        Supplier<String> plain = () -> "x";
        String first = "a lambda in " + HERE + " cannot be passed between processes:"
                + " java.util.function.Supplier is not Serializable";
        refused(first, "", plain);
        SerializationException error = refused(first, "Order.customer", new Order(plain));
        assertTrue(error.getMessage().contains("the functional interface must be Serializable"));
        Function<String, Integer> reference = Integer::parseInt;
        refused(first.replace("Supplier", "Function"), "[0]", List.of(reference));
    }

    static Stream<Arguments> kinds() throws IOException {
        return Stream.of(
                Arguments.of("stream", new ByteArrayInputStream(new byte[0])),
                Arguments.of("stream", new ByteArrayOutputStream()),
                Arguments.of("stream", new PrintStream(OutputStream.nullOutputStream())),
                Arguments.of("stream", new StringReader("")),
                Arguments.of("stream", new StringWriter()),
                Arguments.of("stream", Stream.of(1)),
                Arguments.of("iterator", List.of(1).iterator()),
                Arguments.of("channel", Pipe.open().source()),
                Arguments.of("socket", new java.net.Socket()),
                Arguments.of("thread", new Thread()),
                Arguments.of("executor", Executors.newCachedThreadPool()),
                Arguments.of("future", new CompletableFuture<>()),
                Arguments.of("process", ProcessHandle.current()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void resourceIsRefusedByItsKind(String kind, Object resource) {
        refused(kind + SUFFIX, "", resource);
        SerializationException error = refused(kind + SUFFIX, "Order.customer", new Order(resource));
        assertTrue(error.getMessage().contains("class: " + resource.getClass().getName()));
        assertTrue(error.getMessage().contains("cure: "));
    }

    private static Object poolObject(String simpleName) throws ReflectiveOperationException {
        String name = "io.processpool.pool." + simpleName;
        String source = "package io.processpool.pool; public interface " + simpleName + " { class Impl implements "
                + simpleName + " {} static Object make() { return new Impl() {}; } }";
        return ForeignClasses.of(name, source).call(name, "make");
    }

    @Test
    void poolAndResultAreRefusedByTheirKind() throws Exception {
        refused("pool" + SUFFIX, "", poolObject("TaskSubmitter"));
        refused("pool" + SUFFIX, "Order.customer", new Order(poolObject("TaskSubmitter")));
        refused("result" + SUFFIX, "", poolObject("AsyncResult"));
        refused("result" + SUFFIX, "", poolObject("ResultIterator"));
    }

    private static final class Deep implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Deep next;

        Deep(Deep next) {
            this.next = next;
        }
    }

    @Test
    void structureTooDeepForTheStackIsRefused() {
        Deep deep = null;
        for (int i = 0; i < 1_000_000; i++) {
            deep = new Deep(deep);
        }
        SerializationException error =
                refused(HERE + "$Deep" + SUFFIX + ": they are nested too deeply for the stack", "", deep);
        assertInstanceOf(StackOverflowError.class, error.getCause());
    }

    private static final class Throwing implements Serializable {
        private static final long serialVersionUID = 1L;
        private final transient Throwable thrown;

        Throwing(Throwable thrown) {
            this.thrown = thrown;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            Thrower.throwAny(thrown);
        }
    }

    private static final class Replacing implements Serializable {
        private static final long serialVersionUID = 1L;
        private final transient Throwable thrown;

        Replacing(Throwable thrown) {
            this.thrown = thrown;
        }

        private Object writeReplace() {
            Thrower.throwAny(thrown);
            return this;
        }
    }

    /** Throws what a signature does not allow. */
    private static final class Thrower {
        @SuppressWarnings("unchecked")
        static <X extends Throwable> void throwAny(Throwable thrown) throws X {
            throw (X) thrown;
        }
    }

    @Test
    void usersCodeThatThrowsIsTheCause() {
        for (Throwable thrown : List.of(
                new IOException("boom"),
                new IllegalStateException("boom"),
                new AssertionError("boom"),
                new InterruptedException("boom"))) {
            for (Object value : List.of(new Throwing(thrown), new Replacing(thrown))) {
                String first = value.getClass().getName() + SUFFIX + ": "
                        + thrown.getClass().getName() + ": boom";
                assertSame(thrown, refused(first, "", value).getCause());
                assertSame(
                        thrown,
                        refused(first, "[1] -> Order.customer", List.of(1, new Order(value)))
                                .getCause());
            }
        }
    }

    @Test
    void outOfMemoryPasses() {
        OutOfMemoryError full = new OutOfMemoryError("test");
        assertSame(full, assertThrows(OutOfMemoryError.class, () -> Payload.write(new Throwing(full))));
    }

    @Test
    void errorTravels() {
        SerializationException error =
                refused(HERE + "$Session" + SUFFIX + ": the class is not Serializable", "[0]", List.of(new Session()));
        Throwable read = (Throwable) PayloadRoundTripTest.roundTrip(error.at("item 1"));
        assertEquals(error.at("item 1").getMessage(), read.getMessage());
    }
}
