package io.processpool.internal.wire;

import java.nio.ByteBuffer;

/**
 * Where things lie in a record that brings a function, or takes it away.
 *
 * <pre>
 *    0               8               12              16              24
 *   +---------------+---------------+---------------+---------------+-----------+
 *   | id (long)     | bytes (int)   | spare         | bulk (long)   | payload   |
 *   +---------------+---------------+---------------+---------------+-----------+
 * </pre>
 *
 * <p>A bulk other than 0 says that the payload comes over the socket under this id.
 */
public final class FunctionRecord {
    static final int ID = 0;
    static final int BYTES = 8;
    static final int BULK = 16;

    /** Length of what stands before the payload. */
    public static final int HEADER_BYTES = 24;

    private FunctionRecord() {}

    /** Writes the header of a record whose body starts at this offset. */
    public static void writeHeader(ByteBuffer buffer, int body, long id, int bytes, long bulk) {
        buffer.putLong(body + ID, id);
        buffer.putInt(body + BYTES, bytes);
        buffer.putLong(body + BULK, bulk);
    }

    /** The function's id. */
    public static long id(ByteBuffer buffer, int body) {
        return buffer.getLong(body + ID);
    }

    /** Length of the function. */
    public static int bytes(ByteBuffer buffer, int body) {
        return buffer.getInt(body + BYTES);
    }

    /** Id of the bulk that holds the payload; 0 if the payload follows the header. */
    public static long bulk(ByteBuffer buffer, int body) {
        return buffer.getLong(body + BULK);
    }
}
