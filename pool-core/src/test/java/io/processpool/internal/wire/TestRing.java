package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.Words;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A ring in memory of its own, which ends where the ring ends, with both of its ends. */
final class TestRing {
    final ByteBuffer buffer;
    final Words words;
    final RingWriter writer;
    final RingReader reader;
    private final int capacity;

    TestRing(int capacity) {
        this(capacity, 0);
    }

    /** A ring that has been used, up to this position, and is empty. */
    TestRing(int capacity, long position) {
        this.capacity = capacity;
        buffer = ByteBuffer.allocateDirect(RingLayout.sizeBytes(capacity)).order(ByteOrder.nativeOrder());
        words = new Words(buffer);
        words.setLongVolatile(RingLayout.HEAD, position);
        words.setLongVolatile(RingLayout.TAIL, position);
        writer = new RingWriter(words, buffer, 0, capacity);
        reader = newReader();
    }

    RingReader newReader() {
        return new RingReader(words, buffer, 0, capacity);
    }

    /** Writes a record whose bytes follow from its kind; false if there was no room. */
    boolean write(int kind, int length, long keepFrom) {
        int body = writer.begin(kind, length, keepFrom);
        for (int i = 0; body >= 0 && i < length; i++) {
            buffer.put(body + i, (byte) (kind * 31 + i));
        }
        return body >= 0;
    }

    boolean write(int kind, int length) {
        return write(kind, length, Long.MAX_VALUE);
    }

    void publish(int kind, int length) {
        assertTrue(write(kind, length), "no room");
        writer.publish();
    }

    void expect(int kind, int length) {
        assertTrue(reader.next(), "no record");
        assertEquals(kind, reader.kind());
        assertEquals(RingLayout.align(length), reader.bodyBytes());
        for (int i = 0; i < length; i++) {
            assertEquals((byte) (kind * 31 + i), buffer.get(reader.bodyOffset() + i), "byte " + i);
        }
    }
}
