package io.processpool.internal.wire;

import io.processpool.internal.memory.Segment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;

/**
 * A worker's end of the memory for its large results, which its parent has {@linkplain ResultMemory offered}: a result is written to a place of its own, and named
 * by the answer. What was answered survives this worker, since the memory is the parent's.
 *
 * <p>The parent reads answers in their order, so a count of those that it is done with tells which places are free again.
 *
 * <pre>
 *    0                   8                   64
 *   +-------------------+-------------------+------------------------+
 *   | consumed (long)   | padding           | places, of any length  |
 *   +-------------------+-------------------+------------------------+
 *
 *   consumed   how many results of this segment the parent has read. Written by the parent only
 * </pre>
 *
 * <p>For the task's thread.
 */
public final class ResultSpace {
    /** The id of a bulk that {@link #open opens} one. */
    public static final long OFFER_ID = ResultOffer.ID;

    static final int CONSUMED = 0;

    /** What stands before the places. */
    static final int HEADER_BYTES = 64;

    private record Taken(int offset, int lengthBytes) {}

    private final int number;
    private final Segment segment;
    private final FreeSpace free;
    private final ArrayDeque<Taken> unread = new ArrayDeque<>();
    private long consumed;

    ResultSpace(int number, Segment segment) {
        this.number = number;
        this.segment = segment;
        this.free = new FreeSpace(segment.lengthBytes());
        free.take(HEADER_BYTES);
    }

    /**
     * Opens what the parent has offered.
     *
     * @throws CorruptMessageException if that is no offer
     * @throws java.io.UncheckedIOException if it cannot be opened
     */
    public static ResultSpace open(byte[] offer) {
        return new ResultSpace(ResultOffer.number(offer), Segment.open(ResultOffer.handle(offer)));
    }

    /** Whether there is room for a result of so many bytes, once the parent has read all others. */
    public boolean canHold(int lengthBytes) {
        return lengthBytes <= segment.lengthBytes() - HEADER_BYTES;
    }

    /**
     * Takes a place for the next answer.
     *
     * @return its address, or {@link BulkPlace#NOWHERE} if there is no room before the parent has read more
     */
    public long take(int lengthBytes) {
        giveBackConsumed();
        int offset = free.take(lengthBytes);
        if (offset == FreeSpace.NONE) {
            return BulkPlace.NOWHERE;
        }
        unread.add(new Taken(offset, lengthBytes));
        return BulkPlace.address(number, offset);
    }

    /** The bytes at an address that was taken, big-endian. What is written there the parent sees with the answer. */
    public ByteBuffer bytes(long address, int lengthBytes) {
        return segment.buffer(BulkPlace.offsetOf(address), lengthBytes).order(ByteOrder.BIG_ENDIAN);
    }

    private void giveBackConsumed() {
        long nowConsumed = segment.words().getLongAcquire(CONSUMED);
        while (consumed < nowConsumed && !unread.isEmpty()) {
            Taken taken = unread.remove();
            free.giveBack(taken.offset, taken.lengthBytes);
            consumed++;
        }
    }
}
