package io.processpool.internal.wire;

import io.processpool.internal.memory.SegmentHandle;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Where things lie in a record that tells a worker of a segment of the {@link BulkMemory}.
 *
 * <pre>
 *    0               4               8
 *   +---------------+---------------+----------------------------+
 *   | number (int)  | bytes (int)   | handle of the segment      |
 *   +---------------+---------------+----------------------------+
 * </pre>
 */
public final class MemoryRecord {
    static final int NUMBER = 0;
    static final int BYTES = 4;

    /** Length of what stands before the handle. */
    public static final int HEADER_BYTES = 8;

    private MemoryRecord() {}

    /** The handle, as it stands in the record. */
    public static byte[] encoded(SegmentHandle handle) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            handle.write(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes a record whose body starts at this offset. */
    public static void write(ByteBuffer buffer, int body, int number, byte[] handle) {
        buffer.putInt(body + NUMBER, number);
        buffer.putInt(body + BYTES, handle.length);
        buffer.put(body + HEADER_BYTES, handle);
    }

    static int number(ByteBuffer buffer, int body) {
        return buffer.getInt(body + NUMBER);
    }

    /**
     * The handle in the ring's record.
     *
     * @throws CorruptMessageException if there is none
     */
    static SegmentHandle handle(RingReader ring) {
        RecordPayload.checkHeader(ring, HEADER_BYTES);
        int length = ring.buffer().getInt(ring.bodyOffset() + BYTES);
        return decoded(RecordPayload.of(ring, ring.buffer().duplicate(), HEADER_BYTES, length));
    }

    /**
     * The handle that was {@link #encoded}.
     *
     * @throws CorruptMessageException if there is none
     */
    static SegmentHandle decoded(ByteBuffer payload) {
        try {
            return SegmentHandle.read(new DataInputStream(new ByteBufferInput(payload)));
        } catch (IOException | RuntimeException damaged) {
            throw new CorruptMessageException("handle of a segment: " + damaged);
        }
    }
}
