package io.processpool.internal.memory;

import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A piece of memory that several processes of this machine have mapped.
 *
 * <p>One process creates it and hands a {@link #handle()} to others, which open it. Within one JVM a segment is one
 * object and one mapping, also for its creator. All offsets count from the start of the usable area; the {@linkplain
 * SegmentHeader header} in front of it is out of reach.
 *
 * <p>Thread-safe. {@link #create} and {@link #open} do file operations and may block for as long as those do; they work
 * in an interrupted thread and keep its interrupt flag. All else never blocks.
 */
public final class Segment implements AutoCloseable {

    /** The largest usable length: a mapping holds 2 GiB − 1, header included. */
    public static final int MAX_LENGTH_BYTES = Integer.MAX_VALUE - SegmentHeader.BYTES;

    // What this JVM has created or opened and not closed. Strong: it keeps the creator's file open for others to come.
    private static final ConcurrentMap<UUID, Segment> KNOWN = new ConcurrentHashMap<>();

    private final SegmentHandle handle;
    private final ByteBuffer usable;
    private final Words words;
    private final SegmentFile file; // null where another process is the creator

    private Segment(SegmentHandle handle, MappedByteBuffer mapping, SegmentFile file) {
        this.handle = handle;
        this.usable = mapping.slice(SegmentHeader.BYTES, handle.lengthBytes());
        this.words = new Words(usable);
        this.file = file;
    }

    /**
     * Creates a segment filled with zeros, readable and writable for this user only.
     *
     * <p>All of its memory is there when this returns: a full file system fails here, and never as a SIGBUS later.
     *
     * @param purpose what it is for, in a few words, for messages
     * @param lengthBytes the usable length in bytes, 1 to {@link #MAX_LENGTH_BYTES}
     * @return the segment; it lives as long as this JVM unless {@linkplain #close() closed}
     * @throws NullPointerException if the purpose is null
     * @throws IllegalArgumentException if the length is out of range
     * @throws UncheckedIOException if the file cannot be created, filled or mapped; the message names purpose and size
     */
    public static Segment create(String purpose, int lengthBytes) {
        return create(purpose, lengthBytes, SegmentFile::create);
    }

    /** Creates a segment over a file of a certain kind. */
    static Segment create(String purpose, int lengthBytes, FileKind kind) {
        Objects.requireNonNull(purpose, "purpose");
        if (lengthBytes < 1 || lengthBytes > MAX_LENGTH_BYTES) {
            throw new IllegalArgumentException("lengthBytes " + lengthBytes + " of segment for " + purpose);
        }
        try {
            Segment segment = Uninterrupted.call(() -> tryCreate(purpose, lengthBytes, kind));
            KNOWN.put(segment.handle.id(), segment);
            return segment;
        } catch (IOException e) {
            throw failure(
                    "cannot create segment: purpose=" + purpose + ", lengthBytes=" + lengthBytes + ", directory="
                            + SegmentFile.directory(),
                    e);
        }
    }

    /**
     * Opens the segment that a handle names. The second time, and in its creator's JVM, this returns the same object.
     *
     * @param handle where the segment is
     * @return the segment
     * @throws NullPointerException if the handle is null
     * @throws UncheckedIOException if the creator has ended or closed it, it cannot be mapped, or its header differs
     *     from what this process expects (other machine, container or version); the message names what differs
     */
    public static Segment open(SegmentHandle handle) {
        return KNOWN.computeIfAbsent(handle.id(), id -> openUncached(handle));
    }

    /** Maps a segment anew, even if this JVM has it. */
    static Segment openUncached(SegmentHandle handle) {
        try {
            return Uninterrupted.call(() -> tryOpen(handle));
        } catch (IOException e) {
            throw failure("cannot open segment: " + handle, e);
        }
    }

    /**
     * Tells how much more there could be.
     *
     * @return bytes of memory that new segments may take, at this moment; 0 where segments are not in memory
     */
    public static long memoryLeft() {
        return SegmentFile.memoryLeft();
    }

    /**
     * Returns what another process needs to open this segment.
     *
     * @return the handle, always the same one
     */
    public SegmentHandle handle() {
        return handle;
    }

    /**
     * Returns the size of the usable area.
     *
     * @return the length in bytes, without the header
     */
    public int lengthBytes() {
        return handle.lengthBytes();
    }

    /**
     * Returns the words of the usable area. It stays valid after {@link #close()}.
     *
     * @return the words, always the same object
     */
    public Words words() {
        return words;
    }

    /**
     * Returns a view of a part of the usable area, with its own position and limit, in native byte order. It stays
     * valid after {@link #close()}.
     *
     * @param offset where it starts, in bytes
     * @param length its length in bytes, 0 or more
     * @return a new direct buffer
     * @throws IndexOutOfBoundsException if the part is not within the usable area
     */
    public ByteBuffer buffer(int offset, int length) {
        return usable.slice(offset, length).order(ByteOrder.nativeOrder());
    }

    /**
     * Gives this JVM's part in the segment back. Closing twice does nothing.
     *
     * <p>The creator's file is closed, so nobody can open the segment any more, and this JVM forgets it. Mappings stay,
     * here and in other processes: every word and buffer of them remains good to use, and each goes when the garbage
     * collector finds the last reference to it, or with its process. The memory is freed with the last mapping.
     */
    @Override
    public void close() {
        KNOWN.remove(handle.id(), this);
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw failure("cannot close segment: " + handle, e);
            }
        }
    }

    @Override
    public String toString() {
        return "Segment[" + handle + "]";
    }

    private static Segment tryCreate(String purpose, int lengthBytes, FileKind kind) throws IOException {
        UUID id = new UUID(
                ThreadLocalRandom.current().nextLong(),
                ThreadLocalRandom.current().nextLong());
        SegmentFile file = kind.create(fileId(id));
        try {
            SegmentHandle handle =
                    new SegmentHandle(file.address(), id, lengthBytes, ProcessIdentity.current(), purpose);
            ZeroFill.fill(file.channel(), SegmentHeader.BYTES + (long) lengthBytes);
            MappedByteBuffer mapping = map(file.channel(), handle);
            SegmentHeader.write(new Words(mapping), handle, Machine.current());
            return new Segment(handle, mapping, file);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static Segment tryOpen(SegmentHandle handle) throws IOException {
        Path path = Path.of(handle.address());
        if (UnlinkedFile.isDescriptor(handle.address()) && !UnlinkedFile.isFileOf(path, fileId(handle.id()))) {
            throw new IOException(
                    "its creator has ended or closed it, or runs in another pid namespace or as another user");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < SegmentHeader.BYTES + (long) handle.lengthBytes()) {
                // Looked at first, because mapping would make the file longer.
                throw new IOException("its file has only " + channel.size() + " bytes");
            }
            MappedByteBuffer mapping = map(channel, handle);
            SegmentHeader.check(new Words(mapping), handle, Machine.current());
            return new Segment(handle, mapping, null);
        }
    }

    private static MappedByteBuffer map(FileChannel channel, SegmentHandle handle) throws IOException {
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, SegmentHeader.BYTES + (long) handle.lengthBytes());
    }

    private static String fileId(UUID id) {
        return id.toString().replace("-", "");
    }

    private static UncheckedIOException failure(String what, IOException cause) {
        // The message of a FileSystemException alone may be no more than the path.
        String why = cause instanceof FileSystemException ? cause.toString() : cause.getMessage();
        String text = what + ": " + why;
        return new UncheckedIOException(text, new IOException(text, cause));
    }

    /** Creates the file of a segment, given the text of its id. */
    @FunctionalInterface
    interface FileKind {
        SegmentFile create(String id) throws IOException;
    }
}
