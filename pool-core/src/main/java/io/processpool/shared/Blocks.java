package io.processpool.shared;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.spawn.StaticCreation;

/**
 * Hands out the memory of shared data, filled with zeros. Small blocks share segments, so that a thousand values cost
 * one open file; a large one gets a segment of its own. None is ever handed out again: another process may still hold
 * a handle to it.
 *
 * <p>Each block starts on a cache line of its own, so two values never fight over one. Thread-safe; blocks while
 * another thread creates the next segment for small blocks.
 */
final class Blocks {

    /** The longest block that is possible. */
    static final int MAX_BYTES = Segment.MAX_LENGTH_BYTES;

    private static final int LINE_BYTES = 64;

    // With the segment's header 64 KiB.
    private static final int SEGMENT_BYTES = (1 << 16) - 128;

    // At most a sixteenth of a segment is left unused at its end.
    private static final int SMALL_BYTES = 1 << 12;

    private static Segment segment; // guarded by the class; null before the first small block
    private static int nextOffset; // guarded by the class

    private Blocks() {}

    /**
     * Hands out a block.
     *
     * @param kind what it is for
     * @param lengthBytes its length, 0 to {@link #MAX_BYTES}
     * @throws java.io.UncheckedIOException if there is no room for it; the message says so
     */
    static Block allocate(Kind kind, int lengthBytes) {
        StaticCreation.created();
        return lengthBytes > SMALL_BYTES
                ? new Block(Segment.create(kind.toString(), lengthBytes), 0, lengthBytes)
                : allocateSmall(lengthBytes);
    }

    private static synchronized Block allocateSmall(int lengthBytes) {
        // An empty block has a place of its own too: it is equal to no other.
        int wholeLines = Math.max(lengthBytes + LINE_BYTES - 1 & -LINE_BYTES, LINE_BYTES);
        if (segment == null || nextOffset > segment.lengthBytes() - wholeLines) {
            segment = Segment.create("shared values", SEGMENT_BYTES);
            nextOffset = 0;
        }
        Block block = new Block(segment, nextOffset, lengthBytes);
        nextOffset += wholeLines;
        return block;
    }
}
