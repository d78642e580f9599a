package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The writer and the reader over a pipe that holds some 64 KiB and never blocks. */
@Timeout(60)
class FrameWriterTest {
    private static final int SLICE = 128 * 1024;

    private final Bulks bulks = new Bulks();
    private Pipe pipe;
    private FrameWriter writer;
    private FrameReader reader;

    @BeforeEach
    void open() throws IOException {
        pipe = Pipe.open();
        pipe.sink().configureBlocking(false);
        pipe.source().configureBlocking(false);
        writer = new FrameWriter(pipe.sink());
        reader = new FrameReader(pipe.source(), bulks);
    }

    @AfterEach
    void close() throws IOException {
        pipe.sink().close();
        pipe.source().close();
    }

    private void pump() throws IOException {
        while (!writer.flush()) {
            assertTrue(reader.readAvailable());
        }
        assertTrue(reader.readAvailable());
    }

    @Test
    void bulksOfManySizesArriveWhole() throws IOException {
        int[] lengths = {0, 1, 12, 13, 14, SLICE - 13, SLICE - 12, SLICE - 1, SLICE, SLICE + 1, 5 << 20, 0, 3};
        for (int i = 0; i < lengths.length; i++) {
            writer.add(i, Bulks.bytes(i, lengths[i]));
        }
        assertTrue(writer.isPending());
        pump();
        assertFalse(writer.isPending());
        assertEquals(lengths.length, bulks.size());
        for (int i = 0; i < lengths.length; i++) {
            bulks.expect(i, i, lengths[i]);
        }
    }

    @Test
    void doorbellsBetweenBulksAreNoPartOfThem() throws IOException {
        for (int i = 0; i < 20; i++) {
            writer.ring();
            writer.ring();
            writer.add(i, Bulks.bytes(i, i * 10_007));
            pump();
        }
        for (int i = 0; i < 20; i++) {
            bulks.expect(i, i, i * 10_007);
        }
    }

    @Test
    void aDoorbellWhileABulkIsUnderWayDoesNotTearIt() throws IOException {
        writer.add(1, Bulks.bytes(1, 1 << 20));
        writer.ring();
        while (!writer.flush()) {
            writer.ring();
            assertTrue(reader.readAvailable());
        }
        writer.ring();
        assertTrue(reader.readAvailable());
        bulks.expect(0, 1, 1 << 20);
        assertEquals(1, bulks.size());
    }

    @Test
    void aDoorbellIsOneByte() throws IOException {
        writer.ring();
        ByteBuffer received = ByteBuffer.allocate(10);
        assertEquals(1, pipe.source().read(received));
        assertEquals(FrameLayout.DOORBELL, received.get(0));
    }

    @Test
    void doorbellsThatNobodyHearsNeitherBlockNorFail() throws IOException {
        for (int i = 0; i < 200_000; i++) {
            writer.ring();
        }
        writer.add(1, Bulks.bytes(1, 100));
        pump();
        bulks.expect(0, 1, 100);
    }

    @Test
    void theArrayIsNotReadOnceItIsWritten() throws IOException {
        byte[] bytes = Bulks.bytes(1, 1000);
        writer.add(1, bytes);
        assertTrue(writer.flush());
        bytes[0]++;
        assertTrue(reader.readAvailable());
        bulks.expect(0, 1, 1000);
    }

    @Test
    void theOtherSidesEndIsAnIOException() throws IOException {
        pipe.source().close();
        assertThrows(IOException.class, writer::ring);
        writer.add(1, new byte[10]);
        assertThrows(IOException.class, writer::flush);
    }
}
