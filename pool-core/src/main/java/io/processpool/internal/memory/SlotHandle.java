package io.processpool.internal.memory;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Objects;

/** Names a {@link Slot} to another process. Two handles are equal if they name the same slot. */
public final class SlotHandle implements Serializable {
    private static final long serialVersionUID = 1L;

    // Both are written by hand, so that a worker, which reads a handle at its start, need not make friends with three
    // more classes. Written once, by the constructor or by who reads it.

    /** The segment that it is a part of. */
    private transient SegmentHandle segment;
    /** Where it starts in the segment's usable area, in bytes. */
    private transient int offset;

    public SlotHandle(SegmentHandle segment, int offset) {
        this.segment = segment;
        this.offset = offset;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        segment.write(out);
        out.writeInt(offset);
    }

    private void readObject(ObjectInputStream in) throws IOException {
        segment = SegmentHandle.read(in);
        offset = in.readInt();
    }

    public SegmentHandle segment() {
        return segment;
    }

    public int offset() {
        return offset;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlotHandle that && that.segment.equals(segment) && that.offset == offset;
    }

    @Override
    public int hashCode() {
        return Objects.hash(segment, offset);
    }

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
