package io.processpool.internal.wire;

import io.processpool.internal.memory.SegmentHandle;
import java.nio.ByteBuffer;

/**
 * The parent's offer of a segment for large results, which goes to the worker as a bulk with an id that no record names.
 *
 * <pre>
 *   0              4
 *   | number (int) | handle of the segment |
 * </pre>
 */
final class ResultOffer {
    /** The id of such a bulk; those of records are above 0. */
    static final long ID = -2;

    private ResultOffer() {}

    static byte[] of(int number, SegmentHandle handle) {
        byte[] encoded = MemoryRecord.encoded(handle);
        return ByteBuffer.allocate(Integer.BYTES + encoded.length)
                .putInt(number)
                .put(encoded)
                .array();
    }

    static int number(byte[] offer) {
        return checked(offer).getInt();
    }

    static SegmentHandle handle(byte[] offer) {
        return MemoryRecord.decoded(checked(offer).position(Integer.BYTES));
    }

    private static ByteBuffer checked(byte[] offer) {
        if (offer.length < Integer.BYTES) {
            throw new CorruptMessageException("an offer of memory of " + offer.length + " bytes");
        }
        return ByteBuffer.wrap(offer);
    }
}
