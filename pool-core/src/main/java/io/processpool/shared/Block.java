package io.processpool.shared;

import io.processpool.internal.memory.Segment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.PointerBytesStore;

/**
 * The memory of one shared value or array: a piece of a segment, accessed through a Chronicle store.
 *
 * <p>Places are in bytes from the start of the block. <b>Chronicle checks no bounds</b>: whoever calls has checked that
 * the place is within the block and a multiple of the size. All reads and writes are volatile, all else is atomic, for
 * all threads of all processes.
 *
 * <p>Two blocks are equal if they are the same memory. Immutable but for its memory, and thread-safe.
 */
final class Block {

    private static final int BYTE_MASK = 0xFF;
    private static final int SHORT_MASK = 0xFFFF;
    private static final boolean IS_LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private final Segment segment;
    private final PointerBytesStore store; // of the whole segment
    private final long offset; // in the segment
    private final int lengthBytes;

    /** Looks upon a piece of a segment that is known to be within it. */
    Block(Segment segment, int offset, int lengthBytes) {
        this.segment = segment;
        this.store = Stores.of(segment);
        this.offset = offset;
        this.lengthBytes = lengthBytes;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    /** Returns a part, of the same memory. */
    Block part(int place, int partLengthBytes) {
        return new Block(segment, (int) offset + place, partLengthBytes);
    }

    /** Returns a new view of the block in native byte order. */
    ByteBuffer buffer() {
        return segment.buffer((int) offset, lengthBytes);
    }

    /** Returns a new store over the block alone. */
    BytesStore<?, Void> newStore() {
        return Stores.at(store.addressForRead(offset), lengthBytes);
    }

    /** Returns what another process needs to find this block. */
    BlockHandle handle() {
        return new BlockHandle(segment.handle(), (int) offset, lengthBytes);
    }

    byte getByte(int place) {
        return store.readVolatileByte(offset + place);
    }

    void setByte(int place, byte value) {
        store.writeVolatileByte(offset + place, value);
    }

    boolean compareAndSetByte(int place, byte expected, byte value) {
        return compareAndSetPart(offset + place, BYTE_MASK, expected & BYTE_MASK, value & BYTE_MASK);
    }

    short getShort(int place) {
        return store.readVolatileShort(offset + place);
    }

    void setShort(int place, short value) {
        store.writeVolatileShort(offset + place, value);
    }

    boolean compareAndSetShort(int place, short expected, short value) {
        return compareAndSetPart(offset + place, SHORT_MASK, expected & SHORT_MASK, value & SHORT_MASK);
    }

    int getInt(int place) {
        return store.readVolatileInt(offset + place);
    }

    void setInt(int place, int value) {
        store.writeVolatileInt(offset + place, value);
    }

    boolean compareAndSetInt(int place, int expected, int value) {
        return store.compareAndSwapInt(offset + place, expected, value);
    }

    int addAndGetInt(int place, int delta) {
        return store.addAndGetInt(offset + place, delta);
    }

    long getLong(int place) {
        return store.readVolatileLong(offset + place);
    }

    void setLong(int place, long value) {
        store.writeVolatileLong(offset + place, value);
    }

    boolean compareAndSetLong(int place, long expected, long value) {
        return store.compareAndSwapLong(offset + place, expected, value);
    }

    long addAndGetLong(int place, long delta) {
        return store.addAndGetLong(offset + place, delta);
    }

    /**
     * Replaces a byte or a short by replacing the int around it: processors have no smaller CAS that Chronicle would
     * offer. That int may reach over the block's end, but not over its page's.
     */
    private boolean compareAndSetPart(long place, int mask, int expected, int value) {
        long word = place & -Integer.BYTES;
        int shift = shift((int) (place - word), mask);
        while (true) {
            int seen = store.readVolatileInt(word);
            if ((seen >>> shift & mask) != expected) {
                return false;
            }
            if (store.compareAndSwapInt(word, seen, seen & ~(mask << shift) | value << shift)) {
                return true;
            }
        }
    }

    private static int shift(int placeInWord, int mask) {
        int last = mask == BYTE_MASK ? Integer.BYTES - Byte.BYTES : Integer.BYTES - Short.BYTES;
        return Byte.SIZE * (IS_LITTLE_ENDIAN ? placeInWord : last - placeInWord);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Block block
                && block.segment == segment
                && block.offset == offset
                && block.lengthBytes == lengthBytes;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(segment) + (int) offset;
    }
}
