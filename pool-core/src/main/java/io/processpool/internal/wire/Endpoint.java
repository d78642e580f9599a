package io.processpool.internal.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * Where a parent listens for its workers.
 *
 * @param unixPath path of a Unix domain socket, or empty where loopback TCP is used
 * @param port of loopback TCP, or 0
 */
public record Endpoint(String unixPath, int port) {
    /** Reads what {@link #write} wrote. */
    public static Endpoint read(DataInput in) throws IOException {
        return new Endpoint(in.readUTF(), in.readInt());
    }

    /** Writes this endpoint for another process. */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(unixPath);
        out.writeInt(port);
    }

    /** Connects; the caller closes the channel. */
    public SocketChannel connect() throws IOException {
        if (!unixPath.isEmpty()) {
            return SocketChannel.open(UnixDomainSocketAddress.of(unixPath));
        }
        SocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET);
        channel.connect(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }
}
