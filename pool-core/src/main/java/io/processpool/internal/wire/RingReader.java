package io.processpool.internal.wire;

import static io.processpool.internal.wire.RingLayout.RECORD_BODY;
import static io.processpool.internal.wire.RingLayout.RECORD_KIND;
import static io.processpool.internal.wire.RingLayout.RECORD_LENGTH;

import io.processpool.internal.memory.Words;
import java.nio.ByteBuffer;

/**
 * The reading end of a ring in shared memory: {@link #next} steps to a record, {@link #release} gives its space back.
 *
 * <p>One thread at a time. What the other process wrote is checked before it is used: a record that cannot be is a
 * {@link CorruptMessageException}, never an access outside of the ring.
 */
public final class RingReader {
    private final Words words;
    private final ByteBuffer buffer;
    private final int base;
    private final int capacity;

    // All: reading thread only.
    private long head;
    private long tailSeen;
    private int kind;
    private int bodyOffset;
    private int bodyBytes;

    RingReader(Words words, ByteBuffer buffer, int base, int capacity) {
        this.words = words;
        this.buffer = buffer;
        this.base = base;
        this.capacity = capacity;
        this.head = words.getLongVolatile(base + RingLayout.HEAD);
        this.tailSeen = head;
    }

    /** Whether a record waits to be read. */
    public boolean hasNext() {
        return head != tailSeen || head != (tailSeen = words.getLongAcquire(base + RingLayout.TAIL));
    }

    /**
     * Steps to the next record, whose space stays taken until {@link #release}.
     *
     * @return false if there is none yet
     * @throws CorruptMessageException if what stands there cannot be a record
     */
    public boolean next() {
        while (hasNext()) {
            readHeader();
            if (kind != RingLayout.PADDING_KIND) {
                return true;
            }
        }
        return false;
    }

    /** Gives the space of all records read so far back to the writer. */
    public void release() {
        words.setLongRelease(base + RingLayout.HEAD, head);
    }

    /** The kind of the record. */
    public int kind() {
        return kind;
    }

    /** The offset of the record's body in the segment. */
    public int bodyOffset() {
        return bodyOffset;
    }

    /** The length of the record's body; up to 7 bytes longer than what was asked for, by alignment. */
    public int bodyBytes() {
        return bodyBytes;
    }

    /** The buffer that holds the body at {@link #bodyOffset}. Its own position is not used. */
    public ByteBuffer buffer() {
        return buffer;
    }

    private void readHeader() {
        long waiting = tailSeen - head;
        if ((head & 7) != 0 || waiting < 0 || waiting > capacity) {
            throw new CorruptMessageException(
                    "ring: position=" + head + ", tail=" + tailSeen + ", capacity=" + capacity);
        }
        int index = (int) (head & (capacity - 1));
        int offset = base + RingLayout.RECORDS + index;
        int length = buffer.getInt(offset + RECORD_LENGTH);
        if (length < RECORD_BODY || (length & 7) != 0 || length > waiting || length > capacity - index) {
            throw new CorruptMessageException("record in the ring: length=" + length + ", position=" + head + ", tail="
                    + tailSeen + ", capacity=" + capacity);
        }
        kind = buffer.getInt(offset + RECORD_KIND);
        bodyOffset = offset + RECORD_BODY;
        bodyBytes = length - RECORD_BODY;
        head += length;
    }
}
