package io.processpool.internal.memory;

/**
 * A cache-line pair of shared memory for one lock, and a way to name it to another process.
 *
 * @param segment the segment that it is a part of
 * @param offset where it starts in the segment's usable area, in bytes, a multiple of {@link SlotAllocator#SLOT_BYTES}
 */
public record Slot(Segment segment, int offset) {

    /**
     * Returns the words of the whole segment, to be used from {@link #offset()} on.
     *
     * @return the segment's words
     */
    public Words words() {
        return segment.words();
    }

    /**
     * Returns what another process needs to find this slot.
     *
     * @return a handle that can be serialized
     */
    public SlotHandle handle() {
        return new SlotHandle(segment.handle(), offset);
    }
}
