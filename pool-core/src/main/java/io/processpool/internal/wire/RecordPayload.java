package io.processpool.internal.wire;

import java.nio.ByteBuffer;

/**
 * Finds the payload of a ring's current record, and refuses what the record has no room for: the lengths in it are the other process's.
 *
 * <p>Stateless, for any thread.
 */
public final class RecordPayload {
    private RecordPayload() {}

    /**
     * Refuses a record that is too short for its header. To be called before any field of the header is read.
     *
     * @throws CorruptMessageException if it is
     */
    public static void checkHeader(RingReader ring, int headerBytes) {
        if (ring.bodyBytes() < headerBytes) {
            throw corrupt(ring, "header=" + headerBytes);
        }
    }

    /**
     * Sets a view of the ring's buffer around the payload that follows the header.
     *
     * @param view a duplicate of the ring's buffer
     * @param length of the payload, as the header tells it
     * @return the view
     * @throws CorruptMessageException if the record is shorter
     */
    public static ByteBuffer of(RingReader ring, ByteBuffer view, int headerBytes, int length) {
        checkHeader(ring, headerBytes);
        if (length < 0 || length > ring.bodyBytes() - headerBytes) {
            throw corrupt(ring, "length=" + length);
        }
        int from = ring.bodyOffset() + headerBytes;
        return view.limit(from + length).position(from);
    }

    /**
     * Sets a chunk's payload around the next item.
     *
     * @param at where its length stands
     * @param end of the payload
     * @return where the item ends
     * @throws CorruptMessageException if it would end behind the payload
     */
    public static int nextItem(ByteBuffer payload, int at, int end) {
        int from = at + Integer.BYTES;
        payload.limit(end);
        int length = at < 0 || from < 0 || from > end ? -1 : payload.getInt(at);
        if (length < 0 || length > end - from) {
            throw new CorruptMessageException("item in a chunk: length=" + length + ", at=" + at + ", end=" + end);
        }
        payload.limit(from + length).position(from);
        return from + length;
    }

    private static CorruptMessageException corrupt(RingReader ring, String what) {
        return new CorruptMessageException(
                "record in the ring: kind=" + ring.kind() + ", " + what + ", room=" + ring.bodyBytes());
    }
}
