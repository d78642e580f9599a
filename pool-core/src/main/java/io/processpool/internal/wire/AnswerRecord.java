package io.processpool.internal.wire;

import java.nio.ByteBuffer;

/**
 * Where things lie in the record of an answer.
 *
 * <pre>
 *    0               8               16              20              24              32
 *   +---------------+---------------+---------------+---------------+---------------+-----------+
 *   | call (long)   | index of the  | bytes (int)   | spare         | bulk (long)   | payload   |
 *   |               | item (long)   |               |               |               |           |
 *   +---------------+---------------+---------------+---------------+---------------+-----------+
 * </pre>
 *
 * <p>A bulk says where the payload is: {@link BulkPlace#NOWHERE} else, at an address of shared memory, or it came over the socket under this id, before this record.
 *
 * <p>A {@link AnswerKind#NEXT_VALUE} has no header: its body is the payload. The length of a record is a multiple of 8, so its kind tells how many bytes
 * at its end are spare.
 *
 * <pre>
 *    31                            8 7                              0
 *   +-------------------------------+--------------------------------+
 *   | spare bytes, 0 to 7           | NEXT_VALUE                     |
 *   +-------------------------------+--------------------------------+
 * </pre>
 */
public final class AnswerRecord {
    static final int CALL = 0;
    static final int INDEX = 8;
    static final int BYTES = 16;
    static final int BULK = 24;

    /** Length of what stands before the payload. */
    public static final int HEADER_BYTES = 32;

    private static final int KIND_MASK = 0xFF;
    private static final int SPARE_SHIFT = 8;

    private AnswerRecord() {}

    /** The kind of a record without a header. */
    public static int nextValue(int bytes) {
        return AnswerKind.NEXT_VALUE | RingLayout.align(bytes) - bytes << SPARE_SHIFT;
    }

    /** Whether the ring's record has no header. */
    public static boolean isNextValue(RingReader ring) {
        return (ring.kind() & KIND_MASK) == AnswerKind.NEXT_VALUE;
    }

    /** The length of the payload of a record without a header, as the record tells it. */
    public static int nextValueBytes(RingReader ring) {
        return ring.bodyBytes() - (ring.kind() >>> SPARE_SHIFT);
    }

    /** Writes the header of a record whose body starts at this offset. */
    public static void writeHeader(ByteBuffer buffer, int body, long call, long index, int bytes, long bulk) {
        buffer.putLong(body + CALL, call);
        buffer.putLong(body + INDEX, index);
        buffer.putInt(body + BYTES, bytes);
        buffer.putLong(body + BULK, bulk);
    }

    /** The call. */
    public static long call(ByteBuffer buffer, int body) {
        return buffer.getLong(body + CALL);
    }

    /** Index of the item within its call. */
    public static long index(ByteBuffer buffer, int body) {
        return buffer.getLong(body + INDEX);
    }

    /** Length of the payload. */
    public static int bytes(ByteBuffer buffer, int body) {
        return buffer.getInt(body + BYTES);
    }

    /** Address or id of the bulk that holds the payload; {@link BulkPlace#NOWHERE} if the payload follows the header. */
    public static long bulk(ByteBuffer buffer, int body) {
        return buffer.getLong(body + BULK);
    }
}
