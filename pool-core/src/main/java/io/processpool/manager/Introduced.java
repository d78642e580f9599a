package io.processpool.manager;

import io.processpool.internal.rpc.Connection;
import io.processpool.internal.rpc.Frames;
import io.processpool.internal.rpc.Handshake;
import io.processpool.internal.rpc.Hello;
import io.processpool.internal.rpc.ServerAddress;
import io.processpool.internal.spawn.ThisProcess;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * A new connection whose two sides know each other.
 *
 * @param connection to be closed by whoever has it
 * @param frames of that
 * @param manager who is on the other side
 */
record Introduced(Connection connection, Frames frames, UUID manager) {
    /**
     * Connects.
     *
     * @param client who is on this side
     */
    static Introduced to(ServerAddress address, byte[] key, UUID client) throws IOException {
        Connection connection = new Connection(address.connect());
        try {
            Frames frames = new Frames(connection);
            Handshake.connect(connection, key);
            frames.sendHello(new Hello(client, ProcessHandle.current().pid(), name()));
            return new Introduced(connection, frames, frames.readWelcome());
        } catch (IOException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    private static String name() {
        Optional<ThisProcess.AsChild> child = ThisProcess.asChild();
        return child.isPresent() ? child.get().name() : "main process";
    }
}
