package io.processpool.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/**
 * Reads doorbells and bulks from a channel that does not block. One thread only.
 */
final class FrameReader {
    private static final int SLICE = 128 * 1024;

    /** So much a length alone is given; when that has come, it is believed. */
    private static final int FIRST_BYTES = 1 << 20;

    private final ReadableByteChannel channel;
    private final ObjLongConsumer<byte[]> bulks;
    private final ByteBuffer slice = ByteBuffer.allocateDirect(SLICE).limit(0);

    // The bulk that is under way, as much of it as has come, or null between two frames. Too large for this JVM's
    // memory,
    // it is UNKEPT, and its bytes are dropped.
    private byte[] bulk;
    private long bulkId;
    private int bulkLength;
    private int received;

    FrameReader(ReadableByteChannel channel, ObjLongConsumer<byte[]> bulks) {
        this.channel = channel;
        this.bulks = bulks;
    }

    /**
     * Reads all that is there and hands over each bulk that is complete.
     *
     * @return false at the end of the stream
     * @throws CorruptMessageException if it is not a frame of ours
     */
    boolean readAvailable() throws IOException {
        while (true) {
            slice.compact();
            int n = channel.read(slice);
            slice.flip();
            while (takeFrame()) {
                continue;
            }
            if (n <= 0) {
                return n == 0;
            }
        }
    }

    /** Takes one frame, or as much of a bulk as is there; false if there is too little. */
    private boolean takeFrame() {
        if (bulk != null) {
            return takeBytes();
        }
        if (!slice.hasRemaining()) {
            return false;
        }
        byte kind = slice.get(slice.position());
        if (kind == FrameLayout.DOORBELL) {
            slice.get();
            return true;
        }
        if (kind != FrameLayout.BULK) {
            throw new CorruptMessageException("frame on the socket: kind=" + kind);
        }
        return beginBulk();
    }

    private boolean beginBulk() {
        if (slice.remaining() < FrameLayout.BULK_HEADER) {
            return false;
        }
        slice.get();
        bulkId = slice.getLong();
        int length = slice.getInt();
        if (length < 0) {
            throw new CorruptMessageException("frame on the socket: length=" + length);
        }
        bulk = new byte[Math.min(length, FIRST_BYTES)];
        bulkLength = length;
        received = 0;
        return takeBytes();
    }

    /** A length alone costs little. A bulk that does not fit costs what belongs to it, not the connection. */
    private void keep(int count) {
        try {
            if (bulk != Channel.UNKEPT && count > bulk.length - received) {
                bulk = Arrays.copyOf(bulk, bulkLength);
            }
        } catch (OutOfMemoryError tooLarge) {
            bulk = Channel.UNKEPT;
        }
        if (bulk == Channel.UNKEPT) {
            slice.position(slice.position() + count);
        } else {
            slice.get(bulk, received, count);
        }
    }

    private boolean takeBytes() {
        int count = Math.min(slice.remaining(), bulkLength - received);
        keep(count);
        received += count;
        if (received < bulkLength) {
            return false;
        }
        byte[] complete = bulk;
        bulk = null;
        bulks.accept(complete, bulkId);
        return true;
    }
}
