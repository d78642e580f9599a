package io.processpool.internal.wire;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** The rest of a buffer as a stream; reading moves the buffer's position. */
final class ByteBufferInput extends InputStream {

    private final ByteBuffer source;

    ByteBufferInput(ByteBuffer source) {
        this.source = source;
    }

    @Override
    public int read() {
        return source.hasRemaining() ? source.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        if (count == 0) {
            return 0;
        }
        int available = Math.min(count, source.remaining());
        if (available == 0) {
            return -1;
        }
        source.get(target, offset, available);
        return available;
    }

    @Override
    public int available() {
        return source.remaining();
    }
}
