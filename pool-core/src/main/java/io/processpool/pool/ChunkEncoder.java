package io.processpool.pool;

import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.wire.BulkMemory;
import io.processpool.internal.wire.BulkPlace;
import io.processpool.internal.wire.ByteArrayBuilder;
import io.processpool.internal.wire.Escort;
import io.processpool.internal.wire.Payload;
import java.util.ArrayList;
import java.util.List;

/** Serializes the items of a call and cuts them into chunks. For the calling thread. */
final class ChunkEncoder {
    /** A chunk is cut earlier where it has so many bytes: enough for shared memory, and where there is no room, it fits into a mailbox. */
    private static final int LARGE_BYTES = BulkMemory.LEAST_BYTES;

    private static final int KEPT_BYTES = 32 << 20;

    private static final int MOST_DIRECT_BYTES = 1 << 30;

    private final int chunkSize;
    private final String itemName;
    private final BulkMemory memory;
    private ByteArrayBuilder frames = new ByteArrayBuilder();
    private long index;
    private int items;
    private List<Object> escorts; // null while there are none

    /**
     * An encoder for an input.
     *
     * @param itemName what an item is called in errors; empty where what is inside it has a name that says enough
     * @param memory for large chunks
     */
    ChunkEncoder(int chunkSize, String itemName, BulkMemory memory) {
        this.memory = memory;
        this.chunkSize = chunkSize;
        this.itemName = itemName;
    }

    /**
     * Adds an item, as it is now.
     *
     * @return the chunk that is full by it, or null
     */
    Chunk add(Object item) {
        Chunk direct = items == 0 && item instanceof byte[] ? largeChunkOf((byte[]) item) : null;
        if (direct != null) {
            return direct;
        }
        addFrame(item);
        index++;
        items++;
        return items == chunkSize || frames.length() >= LARGE_BYTES ? takeChunk() : null;
    }

    /** Nothing stays of an item that cannot be written: others may follow. */
    private void addFrame(Object item) {
        int lengthAt = frames.reserve(Integer.BYTES);
        boolean isWritten = false;
        try {
            frames.setInt(lengthAt, write(item));
            isWritten = true;
        } finally {
            if (!isWritten) {
                frames.truncate(lengthAt);
            }
        }
    }

    /** Bytes that are a chunk by themselves, written at once to where they are read from; null if they are not so many, or there is no room. */
    private Chunk largeChunkOf(byte[] bytes) {
        if (bytes.length < BulkMemory.LEAST_BYTES || bytes.length > MOST_DIRECT_BYTES) {
            return null;
        }
        int length = Payload.TAG_BYTES + bytes.length;
        BulkPlace place = memory.take(Integer.BYTES + length);
        if (place == null) {
            return null;
        }
        Payload.writeBytes(bytes, place.bytes().putInt(length));
        return new Chunk(index++, 1, null, place, null);
    }

    /** An item that could not be added, when what stood before it has been taken: returns its index, and goes on behind it. */
    long skip() {
        return index++;
    }

    /** The last chunk, which is not full; null if nothing waits. */
    Chunk rest() {
        return items == 0 ? null : takeChunk();
    }

    /** The index of the next item. */
    long nextIndex() {
        return index;
    }

    private Chunk takeChunk() {
        long first = index - items;
        BulkPlace place = takePlace();
        Chunk chunk = new Chunk(first, items, place == null ? frames.detach() : null, place, escorts);
        if (place != null) {
            reuseFrames();
        }
        escorts = null;
        items = 0;
        return chunk;
    }

    private BulkPlace takePlace() {
        int length = frames.length();
        return length < BulkMemory.LEAST_BYTES ? null : memory.put(frames.array(), length);
    }

    /** A new array would cost more than to write it. */
    private void reuseFrames() {
        if (frames.array().length <= KEPT_BYTES) {
            frames.truncate(0);
        } else {
            frames = new ByteArrayBuilder();
        }
    }

    private void keep(Object escort) {
        if (escort != null) {
            escorts = escorts == null ? new ArrayList<>() : escorts;
            escorts.add(escort);
        }
    }

    private int write(Object item) {
        try {
            int length = Payload.writeShort(item, frames);
            return length == Payload.NOT_SHORT ? writeEscorted(item) : length;
        } catch (SerializationException failed) {
            throw failed.at(place());
        }
    }

    private int writeEscorted(Object item) {
        try (Escort escort = Escort.open()) {
            int length = Payload.write(item, frames);
            keep(escort.joined());
            return length;
        } catch (RuntimeError refused) {
            throw refused.at(place());
        }
    }

    private String place() {
        return itemName.isEmpty() ? "" : itemName + " " + index;
    }
}
