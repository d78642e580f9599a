package io.processpool.worker.manager;

import io.processpool.internal.log.Log;
import io.processpool.internal.rpc.Connection;
import io.processpool.internal.rpc.ManagerServer;
import io.processpool.internal.rpc.ServerAddress;
import io.processpool.internal.rpc.ServerConfig;
import io.processpool.internal.spawn.DaemonThread;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A manager's server: one thread that accepts, one {@link Twin} for each connection, and the {@link Watch}. All are
 * daemons. Thread-safe.
 */
final class Server implements ManagerServer {
    /** Strangers that are about to prove themselves; there are never more, so that they cost no more than this. */
    private static final int MOST_STRANGERS = 128;

    /** So long a stranger may keep others out. Who knows the key needs some milliseconds. */
    private static final long STRANGER_NANOS = 1_000_000_000;

    private static final long LOOK_NANOS = 1_000_000;

    private static final long RETRY_NANOS = 50_000_000;

    private final ServerConfig config;
    private final ServerSocketChannel socket;
    private final ServerAddress address;
    private final Watch watch;
    private final Directory directory;
    private final Sessions sessions;
    private final Queue<Twin> strangers = new ConcurrentLinkedQueue<>(); // in the order of their coming
    private final Set<Twin> twins = ConcurrentHashMap.newKeySet();

    // states: null (open) -> why it is closed. Written once.
    private volatile String closedBecause;

    private Server(ServerConfig config, Binding binding) throws IOException {
        this.config = config;
        this.socket = binding.socket();
        this.address = binding.address();
        this.directory = new Directory(config);
        this.sessions = new Sessions(directory);
        this.watch = new Watch(config.name(), twins);
    }

    static Server start(ServerConfig config) throws IOException {
        Server server = new Server(config, Binding.of(config.address()));
        server.watch.start();
        DaemonThread.start(server::acceptAll, config.name() + "-accept");
        return server;
    }

    @Override
    public ServerAddress address() {
        return address;
    }

    ServerConfig config() {
        return config;
    }

    Directory directory() {
        return directory;
    }

    Sessions sessions() {
        return sessions;
    }

    Watch watch() {
        return watch;
    }

    /** Why no call is served any more, or null. */
    String closedBecause() {
        return closedBecause;
    }

    private void acceptAll() {
        while (closedBecause == null) {
            try {
                SocketChannel accepted = socket.accept();
                if (!address.isUnix()) {
                    accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                }
                serve(accepted);
            } catch (IOException closedOrTooManyFiles) {
                LockSupport.parkNanos(this, RETRY_NANOS);
            }
        }
    }

    private void serve(SocketChannel accepted) throws IOException {
        if (closedBecause != null) {
            accepted.close(); // It came while the socket was being closed.
            return;
        }
        awaitRoom();
        Twin twin = new Twin(this, new Connection(accepted));
        strangers.add(twin);
        try {
            twin.start(config.name() + "-call");
        } catch (OutOfMemoryError noThread) {
            strangers.remove(twin);
            accepted.close();
            Log.warn(config.name() + " has no thread for one more connection");
        }
    }

    private void awaitRoom() {
        while (strangers.size() >= MOST_STRANGERS) {
            Twin oldest = strangers.peek();
            if (oldest != null && oldest.ageNanos() > STRANGER_NANOS) {
                strangers.remove(oldest);
                oldest.disconnect();
            } else {
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        }
    }

    /** A twin's other side has proved itself. */
    void known(Twin twin) {
        strangers.remove(twin);
        twins.add(twin);
    }

    /** A twin has ended. */
    void ended(Twin twin) {
        strangers.remove(twin);
        twins.remove(twin);
    }

    @Override
    public void close(String reason) {
        synchronized (this) {
            if (closedBecause != null) {
                return;
            }
            closedBecause = reason;
        }
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            Log.debug("While closing " + config.name() + ": " + alreadyClosed);
        }
        twins.forEach(Twin::sayFarewell);
        strangers.forEach(Twin::disconnect);
        watch.close();
    }
}
