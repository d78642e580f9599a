package io.processpool.shared;

import io.processpool.internal.memory.Segment;
import java.nio.Buffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.core.Memory;
import net.openhft.chronicle.core.OS;

/**
 * Opens Chronicle's stores over our segments, without a copy. Loading this class starts Chronicle, which takes some
 * 150 to 270 ms and must not be heard; nothing else may touch Chronicle first.
 *
 * <p>{@code BytesStore.wrap} needs {@code --add-opens} on 17, a store over an address needs nothing. The address is a
 * field of {@link Buffer} that Chronicle may read, as it reads all memory.
 *
 * <p>Thread-safe. A segment with shared data is never closed, so that no store outlives its mapping.
 */
final class Stores {

    private static final Memory MEMORY = startQuietly();
    private static final long ADDRESS_FIELD = addressField();

    private static final ConcurrentMap<Segment, PointerBytesStore> BY_SEGMENT = new ConcurrentHashMap<>();

    private Stores() {}

    /** Returns the one store over the usable area of a segment. */
    static PointerBytesStore of(Segment segment) {
        return BY_SEGMENT.computeIfAbsent(segment, Stores::open);
    }

    private static PointerBytesStore open(Segment segment) {
        Buffer all = segment.buffer(0, segment.lengthBytes());
        return at(MEMORY.readLong(all, ADDRESS_FIELD), segment.lengthBytes());
    }

    /** Makes a store over mapped memory; its capacity may be 0. */
    static PointerBytesStore at(long address, long lengthBytes) {
        PointerBytesStore store = BytesStore.nativePointer();
        store.set(address, lengthBytes);
        return store;
    }

    private static long addressField() {
        try {
            return MEMORY.getFieldOffset(Buffer.class.getDeclaredField("address"));
        } catch (NoSuchFieldException e) {
            throw new LinkageError("this JDK keeps the address of a buffer elsewhere", e);
        }
    }

    @SuppressWarnings("try") // The loggers are there to be closed.
    private static Memory startQuietly() {
        try (QuietLoggers loggers = new QuietLoggers()) {
            BytesStore.nativePointer();
            return OS.memory();
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "shared data needs Chronicle Bytes, which does not start here; where the JDK denies it memory, start"
                            + " with --sun-misc-unsafe-memory-access=allow",
                    e);
        }
    }
}
