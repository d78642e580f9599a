package io.processpool.internal.rpc;

import java.io.IOException;

/** There was no room in this JVM for a frame. It has been read and thrown away: the next one can be taken. */
public final class UnkeptFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    private final byte kind;

    UnkeptFrameException(byte kind, int lengthBytes) {
        super("a message of " + lengthBytes + " bytes does not fit into the memory of this JVM");
        this.kind = kind;
    }

    /** What kind of a frame it was. */
    public FrameKind kind() throws IOException {
        return Frames.kind(kind);
    }

    /** What the call to which it belongs fails with. */
    public OutOfMemoryError asError() {
        return new OutOfMemoryError(getMessage());
    }
}
