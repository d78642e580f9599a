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
 */
public final class SegmentHandle implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The path to open: {@code /proc/<creator>/fd/<n>}, or a file's name where there is no such thing. */
    private final String address;
    /** The random number that the segment's header must repeat. */
    private final UUID id;
    /** The usable bytes, without the header. */
    private final int lengthBytes;
    /** The process that holds the segment's file open. */
    private final ProcessIdentity creator;
    /** What the segment is for, for messages. */
    private final String purpose;

    public SegmentHandle(String address, UUID id, int lengthBytes, ProcessIdentity creator, String purpose) {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(creator, "creator");
        Objects.requireNonNull(purpose, "purpose");
        this.address = address;
        this.id = id;
        this.lengthBytes = lengthBytes;
        this.creator = creator;
        this.purpose = purpose;
    }

    public String address() {
        return address;
    }

    public UUID id() {
        return id;
    }

    public int lengthBytes() {
        return lengthBytes;
    }

    public ProcessIdentity creator() {
        return creator;
    }

    public String purpose() {
        return purpose;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentHandle that
                && that.address.equals(address)
                && that.id.equals(id)
                && that.lengthBytes == lengthBytes
                && that.creator.equals(creator)
                && that.purpose.equals(purpose);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, id, lengthBytes, creator, purpose);
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
