package io.processpool.internal.wire;

import io.processpool.internal.log.Log;
import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.SegmentHandle;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Shared memory of a pool for what is too large for a mailbox. Arguments are written once by the parent, and read once, by whichever worker gets them, and again by
 * the next if that one dies. For results whole segments are lent to workers, one to each: {@link ResultMemory}.
 *
 * <p>It grows as it is needed, up to a limit, and is given back with the pool. Where there is no room, bulks go over the sockets.
 *
 * <p>Thread-safe.
 */
public final class BulkMemory implements AutoCloseable {
    /** The property that sets the limit, in bytes; 0 for none of it. */
    public static final String LIMIT_PROPERTY = "processpool.bulkMemory";

    /** Less than that is better off on the socket, or in the mailbox. */
    public static final int LEAST_BYTES = 32 << 10;

    private static final long MOST_BYTES = 128 << 20;
    private static final int FIRST_SEGMENT = 4 << 20;

    /** One part in so many of what is free may be taken: the user's own locks and values live there too. */
    private static final int SHARE = 4;

    private static final class Cleaning {
        static final Cleaner CLEANER = Cleaner.create();
    }

    // Guarded by this.
    private final List<Part> parts = new ArrayList<>();
    private final List<Segment> returned = new ArrayList<>();
    private long limit;
    private long total;

    /** With the limit that the property sets. */
    public BulkMemory() {
        this(Long.getLong(LIMIT_PROPERTY, defaultLimit()));
    }

    /** What lies here does not lie on the heap; where that is small, as in a small container, so is this. */
    private static long defaultLimit() {
        return Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE);
    }

    /** With a limit; 0 for none of it. */
    public BulkMemory(long limitBytes) {
        limit = limitBytes;
    }

    /**
     * Copies bytes to a place of their own.
     *
     * @param source has them at its beginning
     * @param length how many
     * @return null if there is no room
     */
    public BulkPlace put(byte[] source, int length) {
        BulkPlace place = take(length);
        if (place != null) {
            place.bytes().put(source, 0, length);
        }
        return place;
    }

    /**
     * Takes a place, to be written by its {@link BulkPlace#bytes}.
     *
     * @return null if there is no room
     */
    public synchronized BulkPlace take(int length) {
        for (Part part : parts) {
            BulkPlace place = part.take(length);
            if (place != null) {
                return place;
            }
        }
        Part part = grow(length);
        return part == null ? null : part.take(length);
    }

    private Part grow(int least) {
        long wanted = Math.max(FreeSpace.aligned(least), Math.min(Math.max(total, FIRST_SEGMENT), limit - total));
        Segment segment = create("bulk arguments", wanted);
        if (segment == null) {
            return null;
        }
        Part part = new Part(parts.size(), segment);
        parts.add(part);
        return part;
    }

    /**
     * Lends a segment, whose contents may be anything. It is to be {@linkplain #takeBack taken back}.
     *
     * @param leastBytes how long it must be
     * @param wantedBytes how long it should be
     * @return null if there is no room
     */
    synchronized Segment lend(int leastBytes, long wantedBytes) {
        for (Segment segment : returned) {
            if (segment.lengthBytes() >= leastBytes) {
                returned.remove(segment);
                return segment;
            }
        }
        return create("bulk results", Math.max(leastBytes, Math.min(wantedBytes, (limit - total) / 2)));
    }

    /** Who had borrowed a segment is dead, or uses it no more. It is lent again: unmapped memory stays taken until the collector runs. */
    synchronized void takeBack(Segment segment) {
        if (limit == 0) {
            segment.close();
        } else {
            returned.add(segment);
        }
    }

    private Segment create(String purpose, long bytes) {
        if (bytes > limit - total) {
            dropReturned();
        }
        if (bytes > limit - total || bytes > Segment.MAX_LENGTH_BYTES) {
            return null;
        }
        if (bytes > Segment.memoryLeft() / SHARE) {
            limit = total; // Somebody else fills the memory: no more of ours.
            return null;
        }
        try {
            Segment segment = Segment.create(purpose, (int) bytes);
            total += bytes;
            return segment;
        } catch (UncheckedIOException noRoom) {
            Log.debug("Bulks go over sockets: " + noRoom.getMessage());
            limit = total;
            return null;
        }
    }

    private void dropReturned() {
        for (Segment segment : returned) {
            total -= segment.lengthBytes();
            segment.close();
        }
        returned.clear();
    }

    /** No worker reads any more; nothing more is put. */
    @Override
    public synchronized void close() {
        parts.forEach(part -> part.segment.close());
        parts.clear();
        dropReturned();
        limit = 0;
    }

    /** One segment of it. */
    static final class Part {
        private final int number;
        private final Segment segment;
        // Guarded by this.
        private final FreeSpace free;

        Part(int number, Segment segment) {
            this.number = number;
            this.segment = segment;
            this.free = new FreeSpace(segment.lengthBytes());
        }

        int number() {
            return number;
        }

        SegmentHandle handle() {
            return segment.handle();
        }

        synchronized BulkPlace take(int length) {
            int offset = free.take(length);
            return offset == FreeSpace.NONE ? null : new BulkPlace(this, offset, length, Cleaning.CLEANER);
        }

        synchronized void giveBack(int offset, int length) {
            free.giveBack(offset, length);
        }

        synchronized int freeBytes() {
            return free.freeBytes();
        }

        ByteBuffer bytes(int offset, int length) {
            return segment.buffer(offset, length).order(ByteOrder.BIG_ENDIAN);
        }
    }
}
