package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.SerializationException;
import io.processpool.StandInException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a task throws arrives: as itself where possible, else as a stand-in that reads the same. */
@Timeout(30)
class ThrowableTravelTest {

    private static Throwable travel(Throwable thrown) {
        return Payload.readThrowable(ByteBuffer.wrap(Payload.writeThrowable(thrown)));
    }

    private static String printed(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static StandInException standIn(Throwable thrown) {
        StandInException standIn = assertInstanceOf(StandInException.class, travel(thrown));
        assertEquals(thrown.getClass().getName(), standIn.originalClassName());
        assertArrayEquals(thrown.getStackTrace(), standIn.getStackTrace());
        return standIn;
    }

    @Test
    void nothingInPlaceOfAThrowableIsDescribed() {
        RuntimeException original = new RuntimeException("what was thrown");
        ThrownRecord damaged = new ThrownRecord(
                original, original.getStackTrace(), null, new ThrownRecord[0], Payload.write(null), null, null);
        Throwable read = Payload.readThrowable(ByteBuffer.wrap(Payload.write(damaged)));
        assertEquals(
                "what was thrown",
                assertInstanceOf(StandInException.class, read).getMessage());
    }

    @Test
    void ordinaryExceptionComesBackAsItself() {
        Exception thrown = new IllegalArgumentException("bad", new IOException("disk"));
        thrown.addSuppressed(new ArithmeticException("also"));
        Throwable read = travel(thrown);
        assertEquals(IllegalArgumentException.class, read.getClass());
        assertEquals(IOException.class, read.getCause().getClass());
        assertEquals(ArithmeticException.class, read.getSuppressed()[0].getClass());
        assertArrayEquals(thrown.getStackTrace(), read.getStackTrace());
        assertEquals(printed(thrown), printed(read));
    }

    private String neverSet;

    /** The JVM works its message out from the stack when asked, and does not serialize it. */
    @Test
    void nullPointerKeepsTheMessageThatTheJvmWorkedOut() {
        NullPointerException thrown = assertThrows(NullPointerException.class, () -> neverSet.length());
        thrown.initCause(new IOException("disk"));
        thrown.addSuppressed(new ArithmeticException("also"));
        assertTrue(thrown.getMessage().contains("neverSet"), thrown.getMessage());

        Throwable read = travel(thrown);
        assertEquals(NullPointerException.class, read.getClass());
        assertEquals(printed(thrown), printed(read));
        Throwable wrapper = travel(new IllegalStateException("around", thrown));
        assertEquals(printed(thrown), printed(wrapper.getCause()));
    }

    @Test
    void errorComesBackAsItself() {
        assertEquals(StackOverflowError.class, travel(new StackOverflowError()).getClass());
        assertEquals(
                "heap",
                assertInstanceOf(OutOfMemoryError.class, travel(new OutOfMemoryError("heap")))
                        .getMessage());
        Throwable nested = travel(new InvocationTargetException(new IOException("inner")));
        assertInstanceOf(IOException.class, ((InvocationTargetException) nested).getTargetException());
    }

    private static final class Holding extends Exception {
        private static final long serialVersionUID = 1L;
        private final Object held;

        Holding(String message, Object held, Throwable cause) {
            super(message, cause);
            this.held = held;
        }
    }

    @Test
    void exceptionThatCannotBeSerializedBecomesAStandIn() {
        StandInException read = standIn(new Holding("with a thread", new Thread(), new IOException("disk")));
        assertEquals(Holding.class.getName() + ": with a thread", read.toString());
        assertEquals("with a thread", read.getMessage());
        assertTrue(read.reason().contains("thread objects cannot be passed between processes"), read.reason());
        assertTrue(read.reason().contains("Holding.held"), read.reason());
        assertEquals(IOException.class, read.getCause().getClass());
    }

    @Test
    void exceptionThatHoldsALockBecomesAStandIn() {
        StandInException read = standIn(new Holding("locked", new ReentrantLock(), null));
        assertTrue(read.reason().contains("ReentrantLock objects should only be shared"), read.reason());
        assertNull(read.getCause());
        assertTrue(
                standIn(new Holding("locked", new OwnLock(), null)).reason().contains("Lock objects should only be"));
    }

    @Test
    void exceptionKeepsItsTypeWhenOnlyItsCauseCannotTravel() {
        Holding inner = new Holding("inner", new Thread(), new IOException("disk"));
        Throwable read = travel(new IllegalStateException("outer", inner));
        assertEquals(IllegalStateException.class, read.getClass());
        StandInException cause = assertInstanceOf(StandInException.class, read.getCause());
        assertEquals(Holding.class.getName() + ": inner", cause.toString());
        assertEquals("java.io.IOException: disk", cause.getCause().toString());
        assertArrayEquals(inner.getStackTrace(), cause.getStackTrace());
    }

    @Test
    void standInPrintsAsTheOriginal() {
        Holding thrown = new Holding("x", new Thread(), new Holding("y", new ReentrantLock(), null));
        thrown.addSuppressed(new Holding("z", new Thread(), null));
        assertEquals(printed(thrown), printed(travel(thrown)));
    }

    private static final String GHOST = "package ghost; public class Oops extends Exception {"
            + " Oops(Throwable cause) { super(\"oops\", cause); }"
            + " static Object make() { return new Oops(new IllegalStateException(\"why\")); }"
            + " static Object wrapped() { return new IllegalStateException(\"outer\", new Oops(null)); } }";

    private static Throwable ghost(String method) throws ReflectiveOperationException {
        return (Throwable) ForeignClasses.of("ghost.Oops", GHOST).call("ghost.Oops", method);
    }

    @Test
    void exceptionOfAMissingClassBecomesAStandInWithItsRealCause() throws Exception {
        Throwable thrown = ghost("make");
        StandInException read = standIn(thrown);
        assertEquals("ghost.Oops: oops", read.toString());
        assertEquals(IllegalStateException.class, read.getCause().getClass());
        assertTrue(read.reason().contains("ghost.Oops cannot be rebuilt: the class path of the receiving process"));
        assertEquals(printed(thrown), printed(read));
    }

    @Test
    void wrapperOfAMissingClassIsItselfWithAStandInAsItsCause() throws Exception {
        IllegalStateException read = assertInstanceOf(IllegalStateException.class, travel(ghost("wrapped")));
        assertEquals("outer", read.getMessage());
        StandInException cause = assertInstanceOf(StandInException.class, read.getCause());
        assertEquals("ghost.Oops: oops", cause.toString());
    }

    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("unreadable");
        }

        private void readObject(ObjectInputStream in) {
            throw new AssertionError("not today");
        }
    }

    @Test
    void exceptionWhoseReadObjectThrowsBecomesAStandIn() {
        StandInException read = standIn(new Unreadable());
        assertTrue(read.reason().contains("not today"));
    }

    private static final class Replaced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Object writeReplace() {
            return "not a throwable";
        }
    }

    @Test
    void exceptionThatTurnsIntoSomethingElseBecomesAStandIn() {
        standIn(new Replaced());
    }

    private static class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Thread unsendable = new Thread();

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new StackOverflowError();
        }

        @Override
        public synchronized Throwable getCause() {
            throw new AssertionError("no cause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return null;
        }
    }

    @Test
    void exceptionWhoseMethodsThrowIsSurvived() {
        StandInException read = assertInstanceOf(StandInException.class, travel(new Hostile()));
        assertEquals(
                Hostile.class.getName() + ": (its getMessage() threw java.lang.IllegalStateException)",
                read.toString());
        Throwable around = travel(new RuntimeException("around", new Hostile()));
        assertEquals("around", around.getMessage());
    }

    @Test
    void cycleOfCausesIsSurvived() {
        Holding first = new Holding("first", new Thread(), null);
        RuntimeException second = new RuntimeException("second", first);
        first.addSuppressed(second);
        assertEquals("second", travel(second).getMessage());
        assertEquals("first", travel(first).getMessage());
    }

    @Test
    void longChainOfCausesIsSurvived() {
        Throwable chain = new Holding("end", new Thread(), null);
        for (int i = 0; i < 300; i++) {
            chain = new RuntimeException("link " + i, chain);
        }
        assertEquals("link 299", travel(chain).getMessage());
        Throwable endless = null;
        for (int i = 0; i < 100_000; i++) {
            endless = new RuntimeException("link " + i, endless);
        }
        assertEquals("link 99999", travel(endless).getMessage());
    }

    private static final class Quiet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Quiet() {
            super(null, null, false, false);
        }
    }

    @Test
    void exceptionWithoutTraceComesBack() {
        assertEquals(0, assertInstanceOf(Quiet.class, travel(new Quiet())).getStackTrace().length);
    }

    private static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new OutOfMemoryError("test");
        }
    }

    @Test
    void outOfMemoryPasses() {
        assertThrows(OutOfMemoryError.class, () -> Payload.writeThrowable(new Full()));
    }

    @Test
    void damagedMessageIsReadAsAnError() {
        byte[] message = Payload.writeThrowable(new IOException("x"));
        for (int length = 0; length < message.length; length += 7) {
            assertInstanceOf(SerializationException.class, Payload.readThrowable(ByteBuffer.wrap(message, 0, length)));
        }
        byte[] other = Payload.write("not a throwable");
        assertInstanceOf(SerializationException.class, Payload.readThrowable(ByteBuffer.wrap(other)));
    }

    @Test
    void standInTravelsOn() {
        StandInException read = standIn(new Holding("x", new Thread(), null));
        StandInException again = assertInstanceOf(StandInException.class, travel(read));
        assertEquals(read.toString(), again.toString());
        assertEquals(read.reason(), again.reason());
        assertSame(StandInException.class, again.getClass());
    }
}
