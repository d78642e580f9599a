package io.processpool.shared;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.SegmentHandle;
import java.io.Serializable;
import java.util.Objects;

/**
 * Names a {@link Block} to another process.
 *
 * @param segment the segment that it is a part of
 * @param offset where it starts in the segment's usable area, in bytes
 * @param lengthBytes its length
 */
record BlockHandle(SegmentHandle segment, int offset, int lengthBytes) implements Serializable {

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
