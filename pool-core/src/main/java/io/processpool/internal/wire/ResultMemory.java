package io.processpool.internal.wire;

import io.processpool.internal.memory.Segment;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The parent's end of the memory for one worker's large results. A worker that sends a second one in another way is offered a segment to put them into, a larger
 * one if they grow; it changes over when it gets to know of it, with its answers in their order.
 *
 * <p>The segments are lent by the {@link BulkMemory} of the pool, and go back there when the worker is dead. Layout: {@link ResultSpace}.
 *
 * <p>For whoever reads the worker's answers.
 */
public final class ResultMemory implements AutoCloseable {
    /** So many at a time, of the size of the one for which it was offered. */
    private static final int AT_A_TIME = 4;

    private static final int LEAST_BYTES = 4 << 20;

    /** The same in all: room for the header and for what is lost by alignment. */
    private static final int MORE_BYTES = 2 * ResultSpace.HEADER_BYTES;

    private static final int MOST_BYTES = 1 << 30;

    private record Offered(int number, Segment segment) {}

    private final BulkMemory memory;
    private final BulkSegments segments = new BulkSegments();

    // What the worker uses, and behind it what it will use; empty, one, or two for a moment.
    private final ArrayDeque<Offered> offered = new ArrayDeque<>();
    private int offers;
    private boolean one;
    private boolean refused;
    private long consumed;

    /** Of a worker that has answered nothing yet. */
    public ResultMemory(BulkMemory memory) {
        this.memory = memory;
    }

    /**
     * A result of {@link BulkMemory#LEAST_BYTES} or more has come over the socket, or through the ring.
     *
     * @param lengthBytes its length
     * @return what the worker is to be sent as a bulk of the id {@link ResultSpace#OFFER_ID}; null for nothing
     */
    public byte[] offerFor(int lengthBytes) {
        boolean isFirst = !one;
        one = true;
        if (isFirst || refused || lengthBytes > MOST_BYTES || fits(lengthBytes) || offered.size() > 1) {
            return null;
        }
        int least = lengthBytes + MORE_BYTES;
        long wanted = Math.max(LEAST_BYTES, (long) AT_A_TIME * least);
        Segment segment = memory.lend(least, wanted);
        if (segment == null) {
            refused = true; // There may be room again later, for a later worker: to ask each time would cost each time.
            return null;
        }
        segment.words().setLongVolatile(ResultSpace.CONSUMED, 0);
        Offered offer = new Offered(offers++, segment);
        offered.add(offer);
        segments.put(offer.number, segment);
        return ResultOffer.of(offer.number, segment.handle());
    }

    private boolean fits(int lengthBytes) {
        return !offered.isEmpty()
                && lengthBytes + MORE_BYTES <= offered.getLast().segment.lengthBytes();
    }

    /**
     * A result that an answer names; {@link #consumed} when it has been read.
     *
     * @return its bytes from position to limit, big-endian
     * @throws CorruptMessageException if there is no such place
     */
    public ByteBuffer at(long address, int lengthBytes) {
        ByteBuffer bytes = segments.at(address, lengthBytes);
        if (offered.getFirst().number < BulkPlace.segmentOf(address)) {
            giveBackFirst(); // It has changed over, and all that it had put there has been read.
            consumed = 0;
        }
        return bytes;
    }

    /** The result that was looked at last has been read: its place may be used anew. */
    public void consumed() {
        offered.getFirst().segment.words().setLongRelease(ResultSpace.CONSUMED, ++consumed);
    }

    /** The worker is dead, and its last answer has been read. */
    @Override
    public void close() {
        while (!offered.isEmpty()) {
            giveBackFirst();
        }
        refused = true;
    }

    private void giveBackFirst() {
        Offered old = offered.remove();
        segments.remove(old.number);
        memory.takeBack(old.segment);
    }
}
