package io.processpool.internal.wire;

import java.nio.ByteBuffer;

/**
 * The parent's order to interrupt a task, which goes to the worker as a bulk with an id that no record names.
 *
 * <pre>
 *   0             8              16
 *   | call (long) | index (long) |
 * </pre>
 */
public final class InterruptOrder {
    /** The id of such a bulk; those of records are above 0. */
    public static final long ID = -1;

    private static final int BYTES = 16;

    private InterruptOrder() {}

    /** Writes one. */
    public static byte[] of(long call, long index) {
        return ByteBuffer.allocate(BYTES).putLong(call).putLong(index).array();
    }

    /** The call of the task. */
    public static long call(byte[] order) {
        return checked(order).getLong(0);
    }

    /** The index of the item within its call. */
    public static long index(byte[] order) {
        return checked(order).getLong(Long.BYTES);
    }

    private static ByteBuffer checked(byte[] order) {
        if (order.length != BYTES) {
            throw new CorruptMessageException("an order to interrupt of " + order.length + " bytes");
        }
        return ByteBuffer.wrap(order);
    }
}
