package io.processpool.internal.memory;

import io.processpool.internal.spawn.ProcessIdentity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/**
 * What another process needs to find a {@link Segment}: it travels, the memory does not.
 *
 * <p>It is good for as long as the creator lives and has not closed the segment. Immutable and thread-safe.
 *
 * @param address the path to open: {@code /proc/<creator>/fd/<n>}, or a file's name where there is no such thing
 * @param id the random number that the segment's header must repeat
 * @param lengthBytes the usable bytes, without the header
 * @param creator the process that holds the segment's file open
 * @param purpose what the segment is for, for messages
 */
public record SegmentHandle(String address, UUID id, int lengthBytes, ProcessIdentity creator, String purpose)
        implements Serializable {

    /**
     * Makes a handle; nothing is opened or checked.
     *
     * @param address the path to open
     * @param id the segment's random number
     * @param lengthBytes the usable bytes
     * @param creator the process that holds the file open
     * @param purpose what the segment is for
     * @throws NullPointerException if a component is null
     */
    public SegmentHandle {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(creator, "creator");
        Objects.requireNonNull(purpose, "purpose");
    }

    /**
     * Writes it for a process that has no use for Java serialization yet.
     *
     * @param out gets the components
     * @throws IOException if {@code out} throws it
     */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(address);
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
        out.writeInt(lengthBytes);
        out.writeLong(creator.pid());
        out.writeLong(creator.startTicks());
        out.writeUTF(purpose);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param in gives the components
     * @return an equal handle
     * @throws IOException if {@code in} throws it
     */
    public static SegmentHandle read(DataInput in) throws IOException {
        return new SegmentHandle(
                in.readUTF(),
                new UUID(in.readLong(), in.readLong()),
                in.readInt(),
                new ProcessIdentity(in.readLong(), in.readLong()),
                in.readUTF());
    }

    @Override
    public String toString() {
        return "purpose=" + purpose + ", lengthBytes=" + lengthBytes + ", address=" + address + ", creator=pid "
                + creator.pid();
    }
}
