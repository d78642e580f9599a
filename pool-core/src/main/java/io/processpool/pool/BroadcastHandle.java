package io.processpool.pool;

import io.processpool.internal.memory.SegmentHandle;
import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A {@link Broadcast} on its way to another process, where all that arrive of one are the same object. */
final class BroadcastHandle implements Serializable {
    private static final long serialVersionUID = 1L;

    // What this JVM has created or met, until it is closed.
    private static final Map<UUID, Broadcast<?>> KNOWN = new ConcurrentHashMap<>();

    private final SegmentHandle segment;

    BroadcastHandle(SegmentHandle segment) {
        this.segment = segment;
    }

    /** One of this JVM comes back as itself. */
    static void register(Broadcast<?> broadcast) {
        KNOWN.put(broadcast.memory().handle().segment.id(), broadcast);
    }

    /** Its creator has closed it. */
    static void forget(Broadcast<?> broadcast) {
        KNOWN.remove(broadcast.memory().handle().segment.id(), broadcast);
    }

    private Object readResolve() {
        Broadcast<?> known = KNOWN.get(segment.id());
        if (known != null) {
            return known;
        }
        KNOWN.values().removeIf(BroadcastHandle::isOver);
        return KNOWN.computeIfAbsent(segment.id(), unused -> new Broadcast<>(BroadcastMemory.at(segment)));
    }

    /** A value that its creator has closed is let go when the next one comes. */
    private static boolean isOver(Broadcast<?> broadcast) {
        if (!broadcast.memory().isClosed()) {
            return false;
        }
        broadcast.memory().letGo();
        broadcast.forget();
        return true;
    }
}
