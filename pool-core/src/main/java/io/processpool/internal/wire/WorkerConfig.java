package io.processpool.internal.wire;

import io.processpool.internal.memory.SegmentHandle;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What a worker is told at its start, on its standard input, which stays open afterwards as its parent's life line.
 *
 * @param name of the worker, for people
 * @param parent whose end is the worker's end
 * @param token to say first on the socket
 * @param endpoint to connect to
 * @param mailboxes segment of the pool
 * @param slot whose mailbox is the worker's
 * @param slots of the pool
 * @param directory private to the pool, to be removed by whoever is last
 * @param initializer payload of a {@code RemoteRunnable}, or empty
 */
public record WorkerConfig(
        String name,
        ProcessIdentity parent,
        Token token,
        Endpoint endpoint,
        SegmentHandle mailboxes,
        int slot,
        int slots,
        String directory,
        byte[] initializer) {

    private static final int MAGIC = 0x50505750;
    private static final int VERSION = 1;

    /** Writes it for the worker. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeUTF(name);
        out.writeLong(parent.pid());
        out.writeLong(parent.startTicks());
        token.write(out);
        endpoint.write(out);
        mailboxes.write(out);
        out.writeInt(slot);
        out.writeInt(slots);
        out.writeUTF(directory);
        out.writeInt(initializer.length);
        out.write(initializer);
        out.flush();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it ends early, or comes from another version of this library
     */
    public static WorkerConfig read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw new IOException(
                    "Standard input does not carry a worker's configuration of this version. Workers are started by a"
                            + " ProcessPool, not by hand; pool-core and pool-worker must have the same version.");
        }
        return new WorkerConfig(
                in.readUTF(),
                new ProcessIdentity(in.readLong(), in.readLong()),
                Token.read(in),
                Endpoint.read(in),
                SegmentHandle.read(in),
                in.readInt(),
                in.readInt(),
                in.readUTF(),
                readBytes(in));
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("length=" + length);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
