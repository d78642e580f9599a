package io.processpool.pool;

import java.nio.ByteBuffer;

/**
 * A run of items of one call, serialized together: each as its length (int, big-endian) and its bytes. Immutable, so that a part of it can be sent once
 * more after a death.
 *
 * @param firstIndex index of its first item within the call
 * @param items how many
 * @param frames the items
 * @param escort what must live until they are answered, see {@link Message}
 */
record Chunk(long firstIndex, int items, byte[] frames, Object escort) {
    /** Where an item begins in the frames; the end of all for {@code items}. */
    int offsetOf(int item) {
        if (item == items) {
            return frames.length;
        }
        ByteBuffer buffer = ByteBuffer.wrap(frames);
        int offset = 0;
        for (int i = 0; i < item; i++) {
            offset += Integer.BYTES + buffer.getInt(offset);
        }
        return offset;
    }
}
