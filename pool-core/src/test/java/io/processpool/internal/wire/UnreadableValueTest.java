package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cannot be rebuilt is named, and hurts neither the reader nor its neighbours. */
@Timeout(30)
class UnreadableValueTest {

    private static final String GHOST = "package ghost; public class Ghost implements java.io.Serializable {"
            + " static final long serialVersionUID = 1;"
            + " Object held; Runnable task; interface Task extends Runnable, java.io.Serializable {}"
            + " static Object make() { return new Ghost(); }"
            + " static Object lambda() { return (Task) () -> System.out.println(1); }"
            + " static Object holder() { Object[] h = { lambda() }; return h; }"
            + " static Object field() { Ghost g = new Ghost(); g.task = (Task) () -> System.out.println(2); return g; }"
            + " }";

    /** The same class without its lambdas. */
    private static final String CHANGED = "package ghost; public class Ghost implements java.io.Serializable { static"
            + " final long serialVersionUID = 1; interface Task extends Runnable, java.io.Serializable {} static Object"
            + " other() { return (java.util.function.Supplier<String> & java.io.Serializable) () -> \"\"; } }";

    private static final String BARE = "package ghost; public class Ghost implements java.io.Serializable {"
            + " static final long serialVersionUID = 1;"
            + " interface Task extends Runnable, java.io.Serializable {} }";

    private static SerializationException unreadable(String firstLine, byte[] message) {
        SerializationException error =
                assertThrows(SerializationException.class, () -> Payload.read(message, 0, message.length));
        assertEquals(firstLine, error.getMessage().lines().findFirst().orElseThrow());
        return error;
    }

    private static byte[] ghost(String method) throws ReflectiveOperationException {
        return Payload.write(ForeignClasses.of("ghost.Ghost", GHOST).call("ghost.Ghost", method));
    }

    @Test
    void missingClassIsNamed() throws Exception {
        String first = "ghost.Ghost cannot be rebuilt: the class path of the receiving process lacks it";
        SerializationException error = unreadable(first, ghost("make"));
        assertInstanceOf(ClassNotFoundException.class, error.getCause());
        assertTrue(error.getMessage().contains("cure: give parent and workers the same class path"));
    }

    @Test
    void missingCapturingClassOfALambdaIsNamed() throws Exception {
        for (String method : List.of("lambda", "holder", "field")) {
            String first = "ghost.Ghost cannot be rebuilt: the class path of the receiving process lacks it";
            unreadable(first, ghost(method));
        }
    }

    @Test
    void changedCapturingClassOfALambdaIsNamed() throws Exception {
        String first =
                "a lambda of ghost.Ghost cannot be rebuilt: the class is missing or differs in the receiving process";
        byte[] message = ghost("lambda");
        for (String source : List.of(CHANGED, BARE)) {
            with(ForeignClasses.of("ghost.Ghost", source), () -> unreadable(first, message));
        }
    }

    @Test
    void changedClassIsNamed() throws Exception {
        byte[] message = ghost("make");
        String first = "ghost.Ghost cannot be rebuilt: the class differs in the receiving process";
        with(ForeignClasses.of("ghost.Ghost", BARE.replace("= 1", "= 2")), () -> unreadable(first, message));
    }

    private static void with(ClassLoader loader, Runnable body) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            body.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Set by each test before it reads. */
    private static Throwable toThrow;

    private static final class Bomb implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            Bomb.<RuntimeException>throwIt();
        }

        @SuppressWarnings("unchecked")
        private static <X extends Throwable> void throwIt() throws X {
            throw (X) toThrow;
        }
    }

    @Test
    void whateverReadObjectThrowsIsWrapped() {
        byte[] message = Payload.write(new Bomb());
        for (Throwable thrown : List.of(
                new IllegalStateException("boom"),
                new IOException("boom"),
                new AssertionError("boom"),
                new ExceptionInInitializerError("boom"),
                new InterruptedException("boom"))) {
            toThrow = thrown;
            String first = "a value cannot be rebuilt in the receiving process: "
                    + thrown.getClass().getName() + ": boom";
            assertSame(thrown, unreadable(first, message).getCause());
        }
    }

    @Test
    void missingClassInReadObjectIsNamed() {
        byte[] message = Payload.write(new Bomb());
        toThrow = new NoClassDefFoundError("com/acme/Gone");
        unreadable("com.acme.Gone cannot be rebuilt: the class path of the receiving process lacks it", message);
    }

    @Test
    void stackOverflowInReadObjectIsWrapped() {
        byte[] message = Payload.write(new Bomb());
        toThrow = new StackOverflowError();
        unreadable("a value cannot be rebuilt: it is nested too deeply for the stack of the receiving thread", message);
    }

    @Test
    void outOfMemoryAndRefusalPass() {
        byte[] message = Payload.write(new Bomb());
        toThrow = new OutOfMemoryError("test");
        assertSame(toThrow, assertThrows(OutOfMemoryError.class, () -> Payload.read(message, 0, message.length)));
        toThrow = RuntimeError.inheritanceOnly("Lock");
        assertSame(toThrow, assertThrows(RuntimeError.class, () -> Payload.read(message, 0, message.length)));
    }

    private static final class Moody implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public int hashCode() {
            if (toThrow != null) {
                throw new IllegalStateException("no hash today");
            }
            return 1;
        }
    }

    private static class Base {
        Base(int ignored) {}
    }

    private static final class Derived extends Base implements Serializable {
        private static final long serialVersionUID = 1L;

        Derived() {
            super(1);
        }
    }

    @Test
    void superclassWithoutPlainConstructorIsExplained() {
        byte[] message = Payload.write(new Derived());
        unreadable(Derived.class.getName() + " cannot be rebuilt: no valid constructor", message);
    }

    @Test
    void hashCodeThatThrowsIsWrapped() {
        toThrow = null;
        byte[] message = Payload.write(new java.util.HashSet<>(Set.of(new Moody())));
        toThrow = new Throwable();
        unreadable(
                "a value cannot be rebuilt in the receiving process: java.lang.IllegalStateException: no hash today",
                message);
    }

    @Test
    void everyTruncatedMessageIsAnErrorOrAValue() {
        byte[] message = Payload.write(List.of("a", 1, new Object[] {2L}));
        for (int length = 0; length < message.length; length++) {
            byte[] cut = Arrays.copyOf(message, length);
            assertThrows(SerializationException.class, () -> Payload.read(cut, 0, cut.length));
        }
        unreadable("a value cannot be rebuilt: its message ends early or is damaged", new byte[0]);
        unreadable("a message is damaged: tag=4, lengthBytes=3", new byte[] {4, 0, 0});
        unreadable("a message is damaged: tag=99, lengthBytes=1", new byte[] {99});
    }

    @Test
    void unreadableMessageIsLeftBehindWhole() {
        toThrow = new IllegalStateException("boom");
        ByteArrayBuilder buffer = new ByteArrayBuilder();
        int first = Payload.write(new Bomb(), buffer);
        Payload.write("next", buffer);
        ByteBuffer source = ByteBuffer.wrap(buffer.array(), 0, first);
        assertThrows(SerializationException.class, () -> Payload.read(source));
        assertEquals(first, source.position());
        assertEquals("next", Payload.read(source.limit(buffer.length())));
    }
}
