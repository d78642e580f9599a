package io.processpool.internal.wire;

import static io.processpool.internal.wire.RingLayout.RECORD_BODY;
import static io.processpool.internal.wire.RingLayout.RECORD_KIND;
import static io.processpool.internal.wire.RingLayout.RECORD_LENGTH;

import io.processpool.internal.memory.Words;
import java.nio.ByteBuffer;

/**
 * The writing end of a ring in shared memory: {@link #begin} a record, fill its body, {@link #publish} it.
 *
 * <p>One thread at a time; the reader is usually in another process. The commit by one release store of the tail, after the
 * record is whole, is the idea of Agrona's ring buffers.
 */
public final class RingWriter {
    /** Stays free of other records, so that {@link #writeLast} never waits. */
    private static final int RESERVED = 64;

    private final Words words;
    private final ByteBuffer buffer;
    private final int base;
    private final int capacity;

    // All three: writing thread only.
    private long tail;
    private long headSeen;
    private long recordPosition;

    RingWriter(Words words, ByteBuffer buffer, int base, int capacity) {
        this.words = words;
        this.buffer = buffer;
        this.base = base;
        this.capacity = capacity;
        this.tail = words.getLongVolatile(base + RingLayout.TAIL);
        this.headSeen = words.getLongVolatile(base + RingLayout.HEAD);
    }

    /** The longest body for which there is room in an empty ring, wherever its tail stands. */
    public int maxBodyBytes() {
        return capacity / 2 - RECORD_BODY - RESERVED;
    }

    /**
     * Begins a record. It is not seen by the reader before {@link #publish}.
     *
     * @param kind of the record, above 0
     * @param bodyBytes length of its body, at most {@link #maxBodyBytes}
     * @param keepFrom position of the oldest record that must not be overwritten although the reader is done with it
     * @return offset of the body in the segment, or -1 if there is no room now
     */
    public int begin(int kind, int bodyBytes, long keepFrom) {
        int length = RingLayout.align(RECORD_BODY + bodyBytes);
        int index = (int) (tail & (capacity - 1));
        int toEnd = capacity - index;
        int needed = length <= toEnd ? length : toEnd + length;
        if (!hasRoom(needed + RESERVED, keepFrom)) {
            return -1;
        }
        if (length > toEnd) {
            writeHeader(base + RingLayout.RECORDS + index, toEnd, RingLayout.PADDING_KIND);
            tail += toEnd;
            index = 0;
        }
        int offset = base + RingLayout.RECORDS + index;
        writeHeader(offset, length, kind);
        recordPosition = tail;
        tail += length;
        return offset + RECORD_BODY;
    }

    /** The record begun last is none: what it should have held could not be written. */
    public void abandon() {
        tail = recordPosition;
    }

    /** Writes a record without a body, behind which no other comes. There is always room for it. */
    public void writeLast(int kind) {
        writeHeader(base + RingLayout.RECORDS + (int) (tail & (capacity - 1)), RECORD_BODY, kind);
        tail += RECORD_BODY;
    }

    /** The position of the record begun last, for {@code keepFrom}. */
    public long recordPosition() {
        return recordPosition;
    }

    /** The position behind the last record. */
    public long tail() {
        return tail;
    }

    /** The buffer into which bodies are written, at the offset that {@link #begin} gave. Its own position is not used. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Lets the reader see all records begun so far; what was written before happens-before what it reads. */
    public void publish() {
        words.setLongRelease(base + RingLayout.TAIL, tail);
    }

    /** Whether the reader is done with all that was published. */
    public boolean isDrained() {
        return words.getLongAcquire(base + RingLayout.HEAD) == tail;
    }

    private boolean hasRoom(int needed, long keepFrom) {
        if (fits(needed, keepFrom)) {
            return true;
        }
        headSeen = words.getLongAcquire(base + RingLayout.HEAD);
        return fits(needed, keepFrom);
    }

    private boolean fits(int needed, long keepFrom) {
        return tail + needed - Math.min(headSeen, keepFrom) <= capacity;
    }

    private void writeHeader(int offset, int length, int kind) {
        buffer.putInt(offset + RECORD_LENGTH, length);
        buffer.putInt(offset + RECORD_KIND, kind);
    }
}
