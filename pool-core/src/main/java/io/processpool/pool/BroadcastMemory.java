package io.processpool.pool;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.SegmentHandle;
import io.processpool.internal.wire.Payload;
import java.io.UncheckedIOException;

/**
 * Where the serialized value of a {@link Broadcast} lies.
 *
 * <pre>
 *    0               8
 *   +---------------+---------------------------------------------+
 *   | state (long)  | the value's payload, up to the end          |
 *   +---------------+---------------------------------------------+
 *
 *   states: OPEN -> CLOSED. Written by the creator.
 * </pre>
 *
 * <p>Thread-safe.
 */
final class BroadcastMemory {
    private static final int STATE = 0;
    private static final int PAYLOAD = 8;

    private static final long OPEN = 1;
    private static final long CLOSED = 2;

    private final SegmentHandle handle;
    private final boolean isOurs;

    // states: null -> the segment, opened when it is needed; at once in the creator's JVM. Guarded by this.
    private Segment segment;

    private BroadcastMemory(SegmentHandle handle, Segment segment) {
        this.handle = handle;
        this.segment = segment;
        this.isOurs = segment != null;
    }

    /**
     * Puts a payload into shared memory.
     *
     * @throws UncheckedIOException if there is no room for it; the message says where
     */
    static BroadcastMemory of(byte[] payload) {
        Segment created = Segment.create("broadcast value", Math.addExact(PAYLOAD, payload.length));
        created.buffer(PAYLOAD, payload.length).put(payload);
        created.words().setLongVolatile(STATE, OPEN);
        return new BroadcastMemory(created.handle(), created);
    }

    /** What another JVM has created. */
    static BroadcastMemory at(SegmentHandle handle) {
        return new BroadcastMemory(handle, null);
    }

    BroadcastHandle handle() {
        return new BroadcastHandle(handle);
    }

    int lengthBytes() {
        return handle.lengthBytes() - PAYLOAD;
    }

    /** Rebuilds the value. */
    synchronized Object read() {
        try {
            if (segment == null && !isOurs) {
                segment = Segment.open(handle);
            }
        } catch (UncheckedIOException gone) {
            throw new IllegalStateException(
                    "The broadcast value was closed, or its pool has ended, before this process has read it", gone);
        }
        if (isClosed()) {
            throw new IllegalStateException("The broadcast value was closed");
        }
        return Payload.read(segment.buffer(PAYLOAD, lengthBytes()));
    }

    /** Whether its creator has closed it, as far as this JVM can see. */
    synchronized boolean isClosed() {
        return segment == null ? isOurs : segment.words().getLongVolatile(STATE) == CLOSED;
    }

    /** The creator closes it; whether this JVM is the creator, and it was open. */
    synchronized boolean close() {
        if (!isOurs || segment == null) {
            return false;
        }
        segment.words().setLongVolatile(STATE, CLOSED);
        letGo();
        return true;
    }

    /** This JVM needs it no more. */
    synchronized void letGo() {
        if (segment != null) {
            segment.close();
            segment = null;
        }
    }
}
