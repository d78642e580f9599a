package io.processpool.internal.wire;

import io.processpool.internal.memory.Segment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The reading end of memory for bulks: the segments that this process was told of, or has told of, by their numbers. For one thread. */
public final class BulkSegments {
    private final Map<Integer, Segment> segments = new HashMap<>();

    /**
     * Opens the segment that the ring's record, a {@link MemoryRecord}, tells of.
     *
     * @throws CorruptMessageException if it tells of none
     * @throws java.io.UncheckedIOException if it cannot be opened
     */
    public void learn(RingReader ring) {
        Segment segment = Segment.open(MemoryRecord.handle(ring));
        put(MemoryRecord.number(ring.buffer(), ring.bodyOffset()), segment);
    }

    void put(int number, Segment segment) {
        segments.put(number, segment);
    }

    void remove(int number) {
        segments.remove(number);
    }

    /**
     * What lies at an address.
     *
     * @return its bytes from position to limit, big-endian
     * @throws CorruptMessageException if there is no such place
     */
    public ByteBuffer at(long address, int lengthBytes) {
        Segment segment = segments.get(BulkPlace.segmentOf(address));
        int offset = BulkPlace.offsetOf(address);
        if (segment == null || offset < 0 || lengthBytes < 0 || lengthBytes > segment.lengthBytes() - offset) {
            throw new CorruptMessageException("place of a bulk: segment=" + BulkPlace.segmentOf(address) + ", offset="
                    + offset + ", length=" + lengthBytes + ", " + segment);
        }
        return segment.buffer(offset, lengthBytes).order(ByteOrder.BIG_ENDIAN);
    }
}
