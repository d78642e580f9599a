package io.processpool.internal.wire;

import io.processpool.internal.memory.SegmentHandle;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What a worker of a pool is told at its start.
 *
 * @param child what every child is told; the worker runs the initializer first
 * @param token to say first on the socket
 * @param endpoint to connect to
 * @param mailboxes segment of the pool
 * @param slot whose mailbox is the worker's
 * @param slots of the pool
 */
public record WorkerConfig(
        ChildConfig child, Token token, Endpoint endpoint, SegmentHandle mailboxes, int slot, int slots) {

    /** Writes it for the worker. */
    public void write(DataOutputStream out) throws IOException {
        child.write(out);
        token.write(out);
        endpoint.write(out);
        mailboxes.write(out);
        out.writeInt(slot);
        out.writeInt(slots);
        out.flush();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it ends early, or comes from another version of this library
     */
    public static WorkerConfig read(DataInputStream in) throws IOException {
        return new WorkerConfig(
                ChildConfig.read(in),
                Token.read(in),
                Endpoint.read(in),
                SegmentHandle.read(in),
                in.readInt(),
                in.readInt());
    }
}
