package io.processpool.internal.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.WritableByteChannel;

/**
 * Gives a new file all its memory by writing zeros. Mapping alone would only say how long it is, and a full file system
 * would then kill the process that first writes to it.
 *
 * <p>1 GiB takes about a second; {@code posix_fallocate} would be faster for such sizes and wants JNA.
 */
final class ZeroFill {

    private static final int STEP_BYTES = 1 << 16;

    private ZeroFill() {}

    /**
     * Writes zeros from the channel's position on.
     *
     * @throws ClosedByInterruptException if this thread is interrupted
     * @throws IOException if there is no room; the message says how far it came
     */
    static void fill(WritableByteChannel channel, long lengthBytes) throws IOException {
        // Direct, because the JDK copies from a heap buffer through a direct one that it then keeps for this thread.
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(lengthBytes, STEP_BYTES));
        long written = 0;
        try {
            while (written < lengthBytes) {
                zeros.clear().limit((int) Math.min(lengthBytes - written, STEP_BYTES));
                written += channel.write(zeros);
            }
        } catch (ClosedByInterruptException e) {
            throw e; // not for want of room
        } catch (IOException e) {
            throw new IOException(e.getMessage() + " after " + written + " of " + lengthBytes + " bytes", e);
        }
    }
}
