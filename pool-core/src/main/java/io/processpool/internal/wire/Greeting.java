package io.processpool.internal.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** What somebody who has connected has said so far. Accepting thread only. */
final class Greeting {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final ByteBuffer said = ByteBuffer.allocate(Token.BYTES);
    private final long sinceNanos = System.nanoTime();

    /** Reads on; true when a whole token has been said, of which not one byte more is read. */
    boolean readFrom(SocketChannel channel) throws IOException {
        if (channel.read(said) < 0) {
            throw new EOFException();
        }
        return !said.hasRemaining();
    }

    byte[] said() {
        return said.array();
    }

    boolean isOverdue() {
        return System.nanoTime() - sinceNanos > PATIENCE_NANOS;
    }
}
