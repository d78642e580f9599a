package io.processpool.internal.memory;

import java.io.Serializable;

/**
 * Names a {@link Slot} to another process. Two handles are equal if they name the same slot.
 *
 * @param segment the segment that it is a part of
 * @param offset where it starts in the segment's usable area, in bytes
 */
public record SlotHandle(SegmentHandle segment, int offset) implements Serializable {

    /**
     * Finds the slot, {@linkplain Segment#open opening} its segment if this JVM has not.
     *
     * @return the slot
     * @throws java.io.UncheckedIOException if the segment cannot be opened; the message says why
     * @throws IndexOutOfBoundsException if the segment has no such slot
     */
    public Slot open() {
        Segment opened = Segment.open(segment);
        if (offset < 0
                || offset % SlotAllocator.SLOT_BYTES != 0
                || offset > opened.lengthBytes() - SlotAllocator.SLOT_BYTES) {
            throw new IndexOutOfBoundsException("slot offset " + offset + " in " + opened);
        }
        return new Slot(opened, offset);
    }
}
