package io.processpool.internal.wire;

import io.processpool.internal.log.Log;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Accepts the workers of a pool: who connects says a token first, and nothing else that it says is looked at before.
 *
 * <p>One daemon thread. A stranger who connects and is silent costs a descriptor for ten seconds and holds up nobody.
 */
public final class Listener implements Closeable {
    private static final int LONGEST_UNIX_PATH = 100;
    private static final int BACKLOG = 512;
    private static final long CLOSE_MILLIS = 1000;
    private static final long RETRY_NANOS = 50_000_000;

    private final ServerSocketChannel server;
    private final Endpoint endpoint;
    private final Selector selector;
    private final Thread thread;
    private final Map<Token, CompletableFuture<SocketChannel>> expected = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private Listener(ServerSocketChannel server, Endpoint endpoint) throws IOException {
        this.server = server;
        this.endpoint = endpoint;
        this.selector = Selector.open();
        this.thread = new Thread(this::acceptAll);
        thread.setDaemon(true);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Starts to listen: on a Unix domain socket in the directory, or on loopback TCP where those do not exist or the path is too long.
     *
     * @param directory that is private to the user
     * @param threadName of the accepting thread
     */
    public static Listener open(Path directory, String threadName) throws IOException {
        Listener listener = bind(directory.resolve("socket"));
        listener.thread.setName(threadName);
        listener.thread.start();
        return listener;
    }

    /** Where workers connect to. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Expects a worker that knows this token. Cancel the future, or complete it in another way, to expect it no longer.
     */
    public CompletableFuture<SocketChannel> expect(Token token) {
        CompletableFuture<SocketChannel> connection = new CompletableFuture<>();
        expected.put(token, connection);
        connection.whenComplete((channel, failure) -> expected.remove(token));
        return connection;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        selector.wakeup();
        awaitEndOf(thread);
    }

    private static void awaitEndOf(Thread thread) {
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Listener bind(Path socket) throws IOException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_UNIX_PATH) {
            try {
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
                return new Listener(server, new Endpoint(socket.toString(), 0));
            } catch (IOException | UnsupportedOperationException noUnixSockets) {
                Log.debug("No Unix domain socket at " + socket + ", using loopback TCP: " + noUnixSockets);
            }
        }
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        return new Listener(server, new Endpoint("", server.socket().getLocalPort()));
    }

    private void acceptAll() {
        try {
            while (!closed) {
                acceptSome();
            }
        } catch (IOException failed) {
            Log.warn("The pool can accept no more workers: " + failed);
        } finally {
            dropAll();
        }
    }

    private void acceptSome() throws IOException {
        try {
            selector.select(selector.keys().size() > 1 ? 1000 : 0);
            selector.selectedKeys().forEach(this::serve);
            selector.selectedKeys().clear();
            dropSilentStrangers();
        } catch (OutOfMemoryError notNow) { // The fault of any thread; who is not served yet is selected again.
            LockSupport.parkNanos(this, RETRY_NANOS);
        }
    }

    private void dropAll() {
        selector.keys().stream().filter(SelectionKey::isValid).forEach(Listener::drop);
        try {
            selector.close();
        } catch (IOException alreadyClosed) {
            Log.debug("While closing a listener: " + alreadyClosed);
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                hear(key, (Greeting) key.attachment());
            }
        } catch (IOException stranger) {
            drop(key);
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = acceptOne();
        if (channel == null) {
            return;
        }
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Greeting());
    }

    /** Null if there is none, or no descriptor for it just now. */
    private SocketChannel acceptOne() {
        try {
            return server.accept();
        } catch (ClosedChannelException closed) {
            return null;
        } catch (IOException tooManyOpenFiles) {
            LockSupport.parkNanos(this, RETRY_NANOS);
            return null;
        }
    }

    private void hear(SelectionKey key, Greeting greeting) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        if (!greeting.readFrom(channel)) {
            return;
        }
        CompletableFuture<SocketChannel> connection = find(greeting.said());
        if (connection == null) {
            drop(key);
            return;
        }
        key.cancel();
        if (endpoint.unixPath().isEmpty()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        if (!connection.complete(channel)) {
            channel.close();
        }
    }

    private CompletableFuture<SocketChannel> find(byte[] said) {
        CompletableFuture<SocketChannel> found = null;
        for (Map.Entry<Token, CompletableFuture<SocketChannel>> entry : expected.entrySet()) {
            if (entry.getKey().matches(said)) {
                found = entry.getValue();
            }
        }
        return found;
    }

    private void dropSilentStrangers() {
        for (SelectionKey key : selector.keys()) {
            if (key.isValid() && key.attachment() instanceof Greeting greeting && greeting.isOverdue()) {
                drop(key);
            }
        }
    }

    private static void drop(SelectionKey key) {
        try {
            key.cancel();
            key.channel().close();
        } catch (IOException alreadyGone) {
            Log.debug("While dropping a connection: " + alreadyGone);
        }
    }
}
