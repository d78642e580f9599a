package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameReaderTest {
    private final Bulks bulks = new Bulks();

    @Test
    void readsWhatComesByteByByte() throws IOException {
        ByteBuffer stream = ByteBuffer.allocate(10_000);
        putBulk(stream, 1, 0);
        stream.put(FrameLayout.DOORBELL);
        putBulk(stream, 2, 1);
        putBulk(stream, 3, 300);
        stream.put(FrameLayout.DOORBELL).put(FrameLayout.DOORBELL);
        putBulk(stream, -4, 12);
        Trickle channel = new Trickle(stream.flip(), 1);
        FrameReader reader = new FrameReader(channel, bulks);
        while (!channel.isDry()) {
            assertTrue(reader.readAvailable());
        }
        assertEquals(4, bulks.size());
        bulks.expect(0, 1, 0);
        bulks.expect(1, 2, 1);
        bulks.expect(2, 3, 300);
        bulks.expect(3, -4, 12);
    }

    @Test
    void readsWhatComesInPiecesOfAnyLength() throws IOException {
        Random random = new Random(7);
        ByteBuffer stream = ByteBuffer.allocate(2 << 20);
        int[] lengths = new int[100];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = random.nextInt(20_000);
            putBulk(stream, i, lengths[i]);
        }
        Trickle channel = new Trickle(stream.flip(), 4321);
        FrameReader reader = new FrameReader(channel, bulks);
        while (!channel.isDry()) {
            assertTrue(reader.readAvailable());
        }
        for (int i = 0; i < lengths.length; i++) {
            bulks.expect(i, i, lengths[i]);
        }
    }

    /** No array is so large; an OutOfMemoryError for want of heap looks the same. */
    @Test
    void aBulkThatDoesNotFitIntoMemoryIsPassedOver() throws IOException {
        long[] ids = new long[2];
        byte[][] arrived = new byte[2][];
        ObjLongConsumer<byte[]> keep = (bytes, id) -> {
            int at = ids[0] == 0 ? 0 : 1;
            ids[at] = id;
            arrived[at] = bytes;
        };
        ByteBuffer header = ByteBuffer.allocate(FrameLayout.BULK_HEADER);
        header.put(FrameLayout.BULK).putLong(5).putInt(Integer.MAX_VALUE);
        ByteBuffer next = ByteBuffer.allocate(1000);
        putBulk(next, 6, 300);
        FrameReader reader = new FrameReader(new HugeThen(header.flip(), Integer.MAX_VALUE, next.flip()), keep);
        assertTrue(reader.readAvailable());
        assertEquals(5, ids[0]);
        assertSame(Channel.UNKEPT, arrived[0]);
        assertEquals(6, ids[1]);
        assertEquals(300, arrived[1].length);
    }

    /** Some bytes, then so many of no meaning, then others. */
    private static final class HugeThen implements ReadableByteChannel {
        private final ByteBuffer first;
        private long left;
        private final ByteBuffer last;

        HugeThen(ByteBuffer first, long left, ByteBuffer last) {
            this.first = first;
            this.left = left;
            this.last = last;
        }

        @Override
        public int read(ByteBuffer target) {
            if (first.hasRemaining()) {
                return put(first, target);
            }
            if (left == 0) {
                return last.hasRemaining() ? put(last, target) : 0;
            }
            int count = (int) Math.min(left, target.remaining());
            target.position(target.position() + count);
            left -= count;
            return count;
        }

        private static int put(ByteBuffer source, ByteBuffer target) {
            int count = source.remaining();
            target.put(source);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            left = 0;
        }
    }

    @Test
    void anUnknownKindIsCorrupt() {
        for (int kind = Byte.MIN_VALUE; kind <= Byte.MAX_VALUE; kind++) {
            if (kind != FrameLayout.DOORBELL && kind != FrameLayout.BULK) {
                ByteBuffer stream = ByteBuffer.allocate(20).put(0, (byte) kind);
                assertThrows(CorruptMessageException.class, () -> read(stream));
            }
        }
    }

    @Test
    void garbageBehindABulkIsCorruptButTheBulkIsThere() {
        ByteBuffer stream = ByteBuffer.allocate(1000);
        putBulk(stream, 9, 100);
        stream.put((byte) 77).flip();
        assertThrows(CorruptMessageException.class, () -> read(stream));
        bulks.expect(0, 9, 100);
    }

    @Test
    void aNegativeLengthIsCorrupt() {
        for (int length : new int[] {-1, Integer.MIN_VALUE}) {
            ByteBuffer stream = ByteBuffer.allocate(50);
            stream.put(FrameLayout.BULK).putLong(1).putInt(length).rewind();
            assertThrows(CorruptMessageException.class, () -> read(stream));
        }
    }

    @Test
    void aLengthAloneCostsNextToNothing() throws IOException {
        List<FrameReader> readers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ByteBuffer stream = ByteBuffer.allocate(14);
            stream.put(FrameLayout.BULK)
                    .putLong(i)
                    .putInt(Integer.MAX_VALUE)
                    .put((byte) 1)
                    .rewind();
            FrameReader reader = new FrameReader(new Trickle(stream, 1000), bulks);
            assertTrue(reader.readAvailable());
            readers.add(reader);
        }
        assertEquals(40, readers.size(), "each is still in the middle of its bulk");
        assertEquals(0, bulks.size());
    }

    @Test
    void aBulkOfManyMebibytesArrivesAsItWas() throws IOException {
        int length = (9 << 20) + 5;
        ByteBuffer stream = ByteBuffer.allocate(length + FrameLayout.BULK_HEADER);
        putBulk(stream, 1, length);
        Trickle channel = new Trickle(stream.flip(), 100_000);
        FrameReader reader = new FrameReader(channel, bulks);
        while (!channel.isDry()) {
            assertTrue(reader.readAvailable());
        }
        bulks.expect(0, 1, length);
    }

    @Test
    void theEndInTheMiddleOfABulkIsTheEnd() throws IOException {
        ByteBuffer stream = ByteBuffer.allocate(1000);
        putBulk(stream, 1, 100);
        stream.flip().limit(60);
        Trickle channel = new Trickle(stream, 1000);
        FrameReader reader = new FrameReader(channel, bulks);
        assertTrue(reader.readAvailable());
        channel.end();
        assertFalse(reader.readAvailable());
        assertEquals(0, bulks.size());
    }

    @Test
    void aBulkBeforeTheEndIsStillHandedOver() throws IOException {
        ByteBuffer stream = ByteBuffer.allocate(1000);
        putBulk(stream, 1, 100);
        Trickle channel = new Trickle(stream.flip(), 1000);
        channel.end();
        assertFalse(new FrameReader(channel, bulks).readAvailable());
        bulks.expect(0, 1, 100);
    }

    private void read(ByteBuffer stream) throws IOException {
        new FrameReader(new Trickle(stream, 1000), bulks).readAvailable();
    }

    private static void putBulk(ByteBuffer stream, long id, int length) {
        stream.put(FrameLayout.BULK).putLong(id).putInt(length).put(Bulks.bytes(id, length));
    }

    /** Gives a few bytes, then none for once, as a channel does that does not block. */
    private static final class Trickle implements ReadableByteChannel {
        private final ByteBuffer bytes;
        private final int most;
        private boolean pause;
        private boolean ended;

        Trickle(ByteBuffer bytes, int most) {
            this.bytes = bytes;
            this.most = most;
        }

        boolean isDry() {
            return !bytes.hasRemaining();
        }

        void end() {
            ended = true;
        }

        @Override
        public int read(ByteBuffer target) {
            if (isDry() && ended) {
                return -1;
            }
            if (pause) {
                pause = false;
                return 0;
            }
            int length = Math.min(most, Math.min(bytes.remaining(), target.remaining()));
            target.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            pause = !ended;
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
