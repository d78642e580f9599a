package io.processpool.internal.rpc;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/** Where a manager's server listens. */
public final class ServerAddress implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Path of a Unix domain socket, or empty where it is TCP. */
    private final String unixPath;
    /** Of TCP, a name or an address, or empty. */
    private final String host;
    /** Of TCP, or 0. */
    private final int port;

    public ServerAddress(String unixPath, String host, int port) {
        this.unixPath = unixPath;
        this.host = host;
        this.port = port;
    }

    public String unixPath() {
        return unixPath;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServerAddress that
                && that.unixPath.equals(unixPath)
                && that.host.equals(host)
                && that.port == port;
    }

    @Override
    public int hashCode() {
        return Objects.hash(unixPath, host, port);
    }

    /** A Unix domain socket in the directory that the server has for itself. */
    public static final ServerAddress ANY_UNIX = unix("*");

    /** A Unix domain socket. */
    public static ServerAddress unix(String path) {
        return new ServerAddress(path, "", 0);
    }

    /** A TCP port. */
    public static ServerAddress tcp(InetSocketAddress address) {
        return new ServerAddress("", address.getHostString(), address.getPort());
    }

    /** Whether it is in this machine's file system. */
    public boolean isUnix() {
        return !unixPath.isEmpty();
    }

    /** Writes what {@link #read} reads. */
    void write(DataOutputStream out) throws IOException {
        out.writeUTF(unixPath);
        out.writeUTF(host);
        out.writeInt(port);
    }

    static ServerAddress read(DataInputStream in) throws IOException {
        return new ServerAddress(in.readUTF(), in.readUTF(), in.readInt());
    }

    /** As the JDK has it. */
    public InetSocketAddress tcp() {
        return new InetSocketAddress(host, port);
    }

    /** Loads what a first connection needs. */
    public static void rehearse() {
        try {
            SocketChannel.open(StandardProtocolFamily.UNIX).close();
            Selector.open().close();
        } catch (IOException | UnsupportedOperationException noUnixSockets) {
            return; // That is for who connects.
        }
    }

    /** Connects, be the thread interrupted or not, which stays so; the caller closes the channel. */
    public SocketChannel connect() throws IOException {
        boolean interrupted = Thread.interrupted(); // A channel that connects is closed by an interrupt.
        try {
            while (true) {
                try {
                    return connectOnce();
                } catch (ClosedByInterruptException again) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SocketChannel connectOnce() throws IOException {
        if (isUnix()) {
            return SocketChannel.open(UnixDomainSocketAddress.of(unixPath));
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET);
        try {
            channel.connect(new InetSocketAddress(host, port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
        return channel;
    }

    @Override
    public String toString() {
        return isUnix() ? unixPath : host + ":" + port;
    }
}
