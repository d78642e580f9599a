package io.processpool.internal.rpc;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * Where a manager's server listens.
 *
 * @param unixPath path of a Unix domain socket, or empty where it is TCP
 * @param host of TCP, a name or an address, or empty
 * @param port of TCP, or 0
 */
public record ServerAddress(String unixPath, String host, int port) implements Serializable {

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

    /** As the JDK has it. */
    public InetSocketAddress tcp() {
        return new InetSocketAddress(host, port);
    }

    /** Connects; the caller closes the channel. */
    public SocketChannel connect() throws IOException {
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
