package io.processpool.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;

/**
 * Writes doorbells and bulks to a channel that does not block; what it does not take at once is kept and goes with the next
 * {@link #flush}.
 *
 * <p>Bytes go through one direct buffer in slices, since the JDK keeps a direct copy as large as any heap array that it is given.
 */
final class FrameWriter {
    private static final int SLICE = 128 * 1024;

    private record Bulk(long id, byte[] bytes) {}

    private final WritableByteChannel channel;
    // All guarded by this. The slice stands ready to be drained; it is made for the first bulk.
    private final ByteBuffer doorbell = ByteBuffer.allocateDirect(1);
    private final ArrayDeque<Bulk> waiting = new ArrayDeque<>();
    private ByteBuffer slice;
    private Bulk current;
    private int written;

    FrameWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    /**
     * Rings, unless bytes are under way anyway: the other side looks into its mailbox whenever something comes.
     */
    synchronized void ring() throws IOException {
        if (isPending()) {
            return;
        }
        doorbell.clear().put(0, FrameLayout.DOORBELL);
        channel.write(doorbell); // Nothing taken: the pipe is full of what the other side is about to read.
    }

    synchronized void add(long id, byte[] bytes) {
        waiting.add(new Bulk(id, bytes));
    }

    /**
     * Writes what the channel takes now.
     *
     * @return whether all is written
     */
    synchronized boolean flush() throws IOException {
        while (isPending()) {
            if (slice == null || !slice.hasRemaining()) {
                fillSlice();
            }
            if (channel.write(slice) == 0) {
                return false;
            }
        }
        return true;
    }

    synchronized boolean isPending() {
        return current != null || !waiting.isEmpty() || slice != null && slice.hasRemaining();
    }

    private void fillSlice() {
        if (slice == null) {
            slice = ByteBuffer.allocateDirect(SLICE);
        }
        slice.clear();
        if (current == null) {
            current = waiting.remove();
            written = 0;
            slice.put(FrameLayout.BULK).putLong(current.id).putInt(current.bytes.length);
        }
        int length = Math.min(slice.remaining(), current.bytes.length - written);
        slice.put(current.bytes, written, length).flip();
        written += length;
        if (written == current.bytes.length) {
            current = null;
        }
    }
}
