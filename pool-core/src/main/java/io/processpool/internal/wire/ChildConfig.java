package io.processpool.internal.wire;

import io.processpool.internal.spawn.FamilyKey;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * What every child is told at its start, on its standard input, which stays open afterwards as its parent's life line.
 * With it goes the {@link FamilyKey}.
 *
 * @param name of the child, for people
 * @param parent whose end is the child's end
 * @param directory private to parent and child, to be removed by whoever is last
 * @param channelProvider of {@link ChannelProvider#forChild}
 * @param start payload of the {@code RemoteRunnable} that it runs first, or empty
 */
public record ChildConfig(String name, ProcessIdentity parent, String directory, String channelProvider, byte[] start) {

    private static final int MAGIC = 0x50505750;
    private static final int VERSION = 4;

    /** Writes it for the child. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeUTF(name);
        out.writeLong(parent.pid());
        out.writeLong(parent.startTicks());
        out.writeUTF(directory);
        out.write(FamilyKey.get());
        out.writeUTF(channelProvider);
        out.writeInt(start.length);
        out.write(start);
        out.flush();
    }

    /**
     * Reads what {@link #write} wrote, and takes over the family's key and the provider of channels.
     *
     * @throws IOException if it ends early, or comes from another version of this library
     */
    public static ChildConfig read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw new IOException(
                    "Standard input does not carry a child's configuration of this version. Children are started by a"
                            + " ProcessPool or a ChildProcess, not by hand; pool-core and pool-worker must have the"
                            + " same version.");
        }
        String name = in.readUTF();
        ProcessIdentity parent = new ProcessIdentity(in.readLong(), in.readLong());
        String directory = in.readUTF();
        byte[] familyKey = new byte[FamilyKey.BYTES];
        in.readFully(familyKey);
        FamilyKey.inherit(familyKey);
        String channelProvider = in.readUTF();
        ChannelProvider.inherit(channelProvider);
        return new ChildConfig(name, parent, directory, channelProvider, readBytes(in));
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("length=" + length);
        }
        byte[] bytes = in.readNBytes(length); // It grows with what comes.
        if (bytes.length < length) {
            throw new EOFException("length=" + length + ", read=" + bytes.length);
        }
        return bytes;
    }
}
