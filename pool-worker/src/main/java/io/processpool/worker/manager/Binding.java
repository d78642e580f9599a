package io.processpool.worker.manager;

import io.processpool.internal.log.Log;
import io.processpool.internal.rpc.ServerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a server listens.
 *
 * @param socket the one that accepts
 * @param address where clients find it
 */
record Binding(ServerSocketChannel socket, ServerAddress address) {
    private static final int LONGEST_UNIX_PATH = 100;
    private static final int BACKLOG = 512;

    /** Binds an address; loopback TCP takes the place of a Unix domain socket where there are none. */
    static Binding of(ServerAddress wanted) throws IOException {
        if (!wanted.isUnix()) {
            return tcp(wanted.tcp(), wanted.host());
        }
        String path = wanted.equals(ServerAddress.ANY_UNIX) ? ownPath() : wanted.unixPath();
        if (path.getBytes(StandardCharsets.UTF_8).length <= LONGEST_UNIX_PATH) {
            try {
                ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                socket.bind(UnixDomainSocketAddress.of(path), BACKLOG);
                return new Binding(socket, ServerAddress.unix(path));
            } catch (IOException | UnsupportedOperationException noUnixSockets) {
                Log.debug("No Unix domain socket at " + path + ", using loopback TCP: " + noUnixSockets);
            }
        }
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return tcp(new InetSocketAddress(loopback, 0), loopback.getHostAddress());
    }

    /** In the directory that a child has together with its parent. */
    private static String ownPath() {
        return Path.of(System.getProperty("processpool.directory"), "manager").toString();
    }

    private static Binding tcp(InetSocketAddress where, String host) throws IOException {
        if (where.isUnresolved()) {
            throw new IOException("unknown host " + host);
        }
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.bind(where, BACKLOG);
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
        return new Binding(socket, new ServerAddress("", host, socket.socket().getLocalPort()));
    }
}
