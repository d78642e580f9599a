package io.processpool.internal.wire;

import java.nio.ByteBuffer;

/**
 * Where things lie in the record of a chunk, a run of items of one call.
 *
 * <pre>
 *    0              8             16             24             32             36             40             48
 *   +--------------+-------------+--------------+--------------+--------------+--------------+--------------+-----------+
 *   | claim (long) | call (long) | index of the | function's   | bytes of the | bytes of the | bulk (long)  | payload   |
 *   |              |             | first item   | id (long)    | function     | items        |              |           |
 *   +--------------+-------------+--------------+--------------+--------------+--------------+--------------+-----------+
 *
 *   payload:  function, if its bytes are above 0; then each item as | length (int) | bytes |
 * </pre>
 *
 * <p>The claim is described at {@link Claim}. A chunk without a function names one that came in a {@link FunctionRecord}. A bulk above 0 says that the
 * payload comes over the socket under this id; one below 0 is the address of the {@link BulkPlace} where the items lie, and only the function is in the record.
 */
public final class ChunkRecord {
    static final int CLAIM = 0;
    static final int CALL = 8;
    static final int FIRST_INDEX = 16;
    static final int FUNCTION = 24;
    static final int FUNCTION_BYTES = 32;
    static final int ITEMS_BYTES = 36;
    static final int BULK = 40;

    /** Length of what stands before the payload. */
    public static final int HEADER_BYTES = 48;

    private ChunkRecord() {}

    /** Writes which items a record, whose body starts at this offset, holds. */
    public static void writeItems(ByteBuffer buffer, int body, int items, long call, long firstIndex) {
        buffer.putLong(body + CLAIM, Claim.of(items));
        buffer.putLong(body + CALL, call);
        buffer.putLong(body + FIRST_INDEX, firstIndex);
    }

    /** Writes what the payload of that record holds, and where it is. */
    public static void writePayload(
            ByteBuffer buffer, int body, long function, int functionBytes, int itemsBytes, long bulk) {
        buffer.putLong(body + FUNCTION, function);
        buffer.putInt(body + FUNCTION_BYTES, functionBytes);
        buffer.putInt(body + ITEMS_BYTES, itemsBytes);
        buffer.putLong(body + BULK, bulk);
    }

    /** Offset of the claim word in the segment. */
    public static int claimOffset(int body) {
        return body + CLAIM;
    }

    /** The call. */
    public static long call(ByteBuffer buffer, int body) {
        return buffer.getLong(body + CALL);
    }

    /** Index, within its call, of the first item. */
    public static long firstIndex(ByteBuffer buffer, int body) {
        return buffer.getLong(body + FIRST_INDEX);
    }

    /** Id of the function, if it came before. */
    public static long function(ByteBuffer buffer, int body) {
        return buffer.getLong(body + FUNCTION);
    }

    /** Length of the function in the payload; 0 if it came before. */
    public static int functionBytes(ByteBuffer buffer, int body) {
        return buffer.getInt(body + FUNCTION_BYTES);
    }

    /** Length of the items in the payload, with their length fields. */
    public static int itemsBytes(ByteBuffer buffer, int body) {
        return buffer.getInt(body + ITEMS_BYTES);
    }

    /** Id of the bulk that holds the payload, or the address of the items; 0 if the payload follows the header. */
    public static long bulk(ByteBuffer buffer, int body) {
        return buffer.getLong(body + BULK);
    }
}
