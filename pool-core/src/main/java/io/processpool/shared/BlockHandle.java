package io.processpool.shared;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.SegmentHandle;
import java.io.Serializable;
import java.util.Objects;

/** Names a {@link Block} to another process. */
final class BlockHandle implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The segment that it is a part of. */
    private final SegmentHandle segment;
    /** Where it starts in the segment's usable area, in bytes. */
    private final int offset;
    /** Its length. */
    private final int lengthBytes;

    BlockHandle(SegmentHandle segment, int offset, int lengthBytes) {
        this.segment = segment;
        this.offset = offset;
        this.lengthBytes = lengthBytes;
    }

    /**
     * Finds the block, {@linkplain Segment#open opening} its segment if this JVM has not.
     *
     * @throws java.io.UncheckedIOException if the segment cannot be opened; the message says why
     * @throws IndexOutOfBoundsException if the segment has no such block
     */
    Block open() {
        Segment opened = Segment.open(segment);
        Objects.checkFromIndexSize(offset, lengthBytes, opened.lengthBytes());
        return new Block(opened, offset, lengthBytes);
    }
}
