package io.processpool.pool;

import io.processpool.internal.wire.BulkPlace;
import java.nio.ByteBuffer;

/**
 * A run of items of one call, serialized together: each as its length (int, big-endian) and its bytes. Immutable, so that a part of it can be sent once
 * more after a death.
 *
 * @param firstIndex index of its first item within the call
 * @param items how many
 * @param frames the items; null if they are in shared memory
 * @param place of the items in shared memory; null if they are here
 * @param escort what must live until they are answered, see {@link Message}
 */
record Chunk(long firstIndex, int items, byte[] frames, BulkPlace place, Object escort) {
    /** One whose items are here. */
    Chunk(long firstIndex, int items, byte[] frames, Object escort) {
        this(firstIndex, items, frames, null, escort);
    }

    /** All items, big-endian. To be read while this chunk is kept, and until {@link #answered}. */
    ByteBuffer bytes() {
        return place == null ? ByteBuffer.wrap(frames) : place.bytes();
    }

    int lengthBytes() {
        return place == null ? frames.length : place.lengthBytes();
    }

    /** All items have been answered, by the one worker that got them all: nobody reads them again. */
    void answered() {
        if (place != null) {
            place.free();
        }
    }

    /** Where an item begins in the frames; the end of all for {@code items}. */
    int offsetOf(int item) {
        if (item == items) {
            return lengthBytes();
        }
        if (item == 0) {
            return 0;
        }
        ByteBuffer buffer = bytes();
        int offset = 0;
        for (int i = 0; i < item; i++) {
            offset += Integer.BYTES + buffer.getInt(offset);
        }
        return offset;
    }
}
