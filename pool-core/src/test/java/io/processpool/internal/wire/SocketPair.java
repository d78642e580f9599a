package io.processpool.internal.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two sockets that are connected with each other, as those of a parent and its worker are. */
public final class SocketPair implements Closeable {
    public final SocketChannel parent;
    public final SocketChannel worker;

    private SocketPair(SocketChannel parent, SocketChannel worker) {
        this.parent = parent;
        this.worker = worker;
    }

    /** Connects two; nothing of it is left in the file system. */
    public static SocketPair open() throws IOException {
        Path directory = Files.createTempDirectory("pair");
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
            server.bind(address);
            SocketChannel worker = SocketChannel.open(address);
            return new SocketPair(server.accept(), worker);
        } finally {
            Files.deleteIfExists(path);
            Files.deleteIfExists(directory);
        }
    }

    @Override
    public void close() throws IOException {
        parent.close();
        worker.close();
    }
}
