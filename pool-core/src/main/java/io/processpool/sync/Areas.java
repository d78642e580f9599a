package io.processpool.sync;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.spawn.StaticCreation;

/**
 * Hands out the memory of primitives of several words, JVM-wide: a slot and what follows it, filled with zeros. None is
 * ever handed out again: another process may still hold a handle to it.
 *
 * <p>Small areas share segments. Thread-safe; blocks only while another thread creates the next segment.
 */
final class Areas {

    // With the segment's header 128 KiB: six conditions, or fourteen semaphores that track their holders.
    private static final int SEGMENT_BYTES = (1 << 17) - SlotAllocator.SLOT_BYTES;

    private static Segment segment; // guarded by the class; null before the first area
    private static int nextOffset; // guarded by the class

    private Areas() {}

    /**
     * Hands out an area.
     *
     * @param lengthBytes its length, with the slot at its start
     * @return the slot; the rest follows it in its segment
     * @throws java.io.UncheckedIOException if a segment was needed and could not be created
     */
    static Slot allocate(int lengthBytes) {
        StaticCreation.created();
        return next(lengthBytes);
    }

    private static synchronized Slot next(int lengthBytes) {
        int wholeBytes = Math.addExact(lengthBytes, SlotAllocator.SLOT_BYTES - 1) & -SlotAllocator.SLOT_BYTES;
        if (wholeBytes > SEGMENT_BYTES / 2) {
            return new Slot(Segment.create("a large primitive", wholeBytes), 0);
        }
        if (segment == null || nextOffset > segment.lengthBytes() - wholeBytes) {
            segment = Segment.create("primitives", SEGMENT_BYTES);
            nextOffset = 0;
        }
        Slot slot = new Slot(segment, nextOffset);
        nextOffset += wholeBytes;
        return slot;
    }
}
