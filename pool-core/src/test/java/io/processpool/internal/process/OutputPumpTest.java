package io.processpool.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutputPumpTest {
    private static final long LONG_MILLIS = 20_000;

    private final Written written = new Written();
    private volatile PrintStream target = new PrintStream(written, false);
    private OutputStream child;
    private InputStream parent;
    private OutputPump pump;

    @BeforeEach
    void start() throws IOException {
        Pipe pipe = Pipe.open();
        child = Channels.newOutputStream(pipe.sink());
        parent = Channels.newInputStream(pipe.source());
        pump = new OutputPump(parent, () -> target, "test-pump");
    }

    @AfterEach
    void close() throws Exception {
        child.close();
        pump.awaitEnd(LONG_MILLIS);
        parent.close();
    }

    private void print(String text) throws IOException {
        child.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String end() throws Exception {
        child.close();
        pump.awaitEnd(LONG_MILLIS);
        return written.text();
    }

    @Test
    void aStreamThatThrowsLosesOnlyWhatItDidNotTake() throws Exception {
        CountDownLatch hasThrown = new CountDownLatch(1);
        PrintStream willing = target;
        target = new PrintStream(written, false) {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                target = willing;
                hasThrown.countDown();
                throw new IllegalStateException("played");
            }
        };
        print("first\n");
        assertTrue(hasThrown.await(LONG_MILLIS, TimeUnit.MILLISECONDS));
        print("second\n");
        assertEquals("second\n", end());
    }

    @Test
    void linesArePassedOnWhole() throws Exception {
        print("one\ntw");
        pump.awaitConsumed(6, LONG_MILLIS);
        assertEquals("one\n", written.text());
        print("o\nthree\n");
        pump.awaitConsumed(14, LONG_MILLIS);
        assertEquals("one\ntwo\nthree\n", written.text());
        for (String piece : written.pieces()) {
            assertTrue(piece.endsWith("\n"), piece);
        }
    }

    @Test
    void theLastLineGetsItsEnd() throws Exception {
        print("one\ntwo");
        assertEquals("one\ntwo\n", end());
    }

    @Test
    void whatEndsWithALineEndGetsNoOther() throws Exception {
        print("one\n");
        assertEquals("one\n", end());
    }

    @Test
    void silenceStaysSilence() throws Exception {
        assertEquals("", end());
    }

    @Test
    void bytesPassAsTheyAre() throws Exception {
        byte[] bytes = {0, -1, 13, 10, -128, 7, 10};
        child.write(bytes);
        child.close();
        pump.awaitEnd(LONG_MILLIS);
        assertEquals(
                new String(bytes, StandardCharsets.ISO_8859_1),
                new String(written.bytes(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void aLineOfSomeHundredKilobytesIsOnePiece() throws Exception {
        String line = "x".repeat(500_000) + "\n";
        print(line);
        assertEquals(line, end());
        assertEquals(1, written.pieces().size());
    }

    @Test
    void anEndlessLineDoesNotFillTheMemory() throws Exception {
        String line = "y".repeat(3 << 20);
        print(line);
        pump.awaitConsumed(3 << 20, LONG_MILLIS);
        assertTrue(written.bytes().length > 2 << 20, "most of it is there before its end");
        assertEquals(line + "\n", end());
    }

    @Test
    void aStreamThatIsReplacedIsUsedFromTheNextLineOn() throws Exception {
        print("one\n");
        pump.awaitConsumed(4, LONG_MILLIS);
        Written other = new Written();
        target = new PrintStream(other, false);
        print("two\n");
        assertEquals("one\n", end());
        assertEquals("two\n", other.text());
    }

    @Test
    void awaitingMoreThanEverComesEndsWithTheTime() throws Exception {
        print("one\n");
        long start = System.nanoTime();
        pump.awaitConsumed(1000, 50);
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(49));
    }

    @Test
    void awaitingEndsWithTheChild() throws Exception {
        child.close();
        long start = System.nanoTime();
        pump.awaitConsumed(1000, LONG_MILLIS);
        assertTrue(System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(LONG_MILLIS));
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        Thread.currentThread().interrupt();
        pump.awaitConsumed(1000, LONG_MILLIS);
        assertTrue(Thread.interrupted());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void aGrandchildThatHoldsTheStreamHoldsUpNobody() throws Exception {
        pump.awaitEnd(20);
        print("still here\n");
        assertEquals("still here\n", end());
    }

    /** Remembers each piece that was written at once. */
    private static final class Written extends OutputStream {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final List<String> pieces = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            all.write(bytes, offset, length);
            pieces.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        synchronized byte[] bytes() {
            return all.toByteArray();
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        List<String> pieces() {
            return pieces;
        }
    }
}
