package io.processpool.internal.wire;

import io.processpool.internal.memory.SegmentHandle;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;

/**
 * Where a bulk lies in the {@link BulkMemory} of a pool. It is given back by {@link #free}, by whom nobody reads any more; or else when this object is garbage,
 * as after a death or a cancellation, so that it has to be kept by whom a worker may still read for.
 *
 * <p>Its address in a record:
 *
 * <pre>
 *    63  62                          32 31                           0
 *   +---+------------------------------+------------------------------+
 *   | 1 | number of the segment        | offset in the segment        |
 *   +---+------------------------------+------------------------------+
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class BulkPlace {
    /** In a record, and from who looks for a place: there is none. In a record the payload then follows the header. */
    public static final long NOWHERE = 0;

    private static final long MARK = Long.MIN_VALUE;

    private final BulkMemory.Part part;
    private final int offset;
    private final int lengthBytes;
    private final Cleaner.Cleanable freedOnce;

    BulkPlace(BulkMemory.Part part, int offset, int lengthBytes, Cleaner cleaner) {
        this.part = part;
        this.offset = offset;
        this.lengthBytes = lengthBytes;
        this.freedOnce = cleaner.register(this, new Free(part, offset, lengthBytes));
    }

    /** What frees a place must not know the place. */
    private record Free(BulkMemory.Part part, int offset, int lengthBytes) implements Runnable {
        @Override
        public void run() {
            part.giveBack(offset, lengthBytes);
        }
    }

    /** Whether what stands for a bulk in a record is the address of a place. */
    public static boolean isAddress(long bulk) {
        return bulk < 0;
    }

    static int segmentOf(long address) {
        return (int) ((address & ~MARK) >>> 32);
    }

    static int offsetOf(long address) {
        return (int) address;
    }

    /** Where its byte at this index is. */
    public long address(int index) {
        return address(part.number(), offset + index);
    }

    static long address(int segment, int offset) {
        return MARK | (long) segment << 32 | offset;
    }

    /** The number of its segment within the pool, from 0. */
    public int segment() {
        return part.number();
    }

    /** Its segment, for who does not know that number yet. */
    public SegmentHandle segmentHandle() {
        return part.handle();
    }

    /** Its length in bytes. */
    public int lengthBytes() {
        return lengthBytes;
    }

    /** Its bytes, big-endian; to be read as long as this object is kept. */
    public ByteBuffer bytes() {
        return part.bytes(offset, lengthBytes);
    }

    /** Nobody reads it any more. The second time this does nothing. */
    public void free() {
        freedOnce.clean();
    }
}
