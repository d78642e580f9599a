package io.processpool.internal.memory;

import io.processpool.internal.spawn.StaticCreation;

/**
 * Hands out slots of shared memory for locks, JVM-wide. A slot is zero when it is handed out and is never handed out
 * again: another process may still hold a handle to it.
 *
 * <p>Each slot has two cache lines of its own, because processors fetch lines in pairs. Thread-safe; blocks only while
 * another thread creates the next segment.
 */
public final class SlotAllocator {

    /** The size of a slot in bytes. */
    public static final int SLOT_BYTES = 128;

    // 64 KiB with the header: 511 slots, sixteen whole pages.
    private static final int SEGMENT_BYTES = (1 << 16) - SegmentHeader.BYTES;

    private static Segment segment; // guarded by the class; null before the first slot
    private static int nextOffset; // guarded by the class

    private SlotAllocator() {}

    /**
     * Hands out a slot, in a new segment if there is none with room.
     *
     * @return a slot that nobody else has
     * @throws java.io.UncheckedIOException if a segment was needed and could not be created
     */
    public static Slot allocate() {
        StaticCreation.created();
        return next();
    }

    private static synchronized Slot next() {
        if (segment == null || nextOffset > segment.lengthBytes() - SLOT_BYTES) {
            segment = Segment.create("locks", SEGMENT_BYTES);
            nextOffset = 0;
        }
        Slot slot = new Slot(segment, nextOffset);
        nextOffset += SLOT_BYTES;
        return slot;
    }
}
