package io.processpool.worker.manager;

import io.processpool.internal.rpc.Connection;
import io.processpool.internal.rpc.FrameKind;
import io.processpool.internal.rpc.Frames;
import io.processpool.internal.rpc.Hello;
import io.processpool.internal.rpc.ManagerServer;
import io.processpool.internal.rpc.ServerAddress;
import io.processpool.internal.rpc.ServerConfig;
import io.processpool.internal.rpc.SpinBudget;
import io.processpool.internal.spawn.Ahead;
import io.processpool.internal.spawn.DaemonThread;
import io.processpool.internal.wire.Payload;
import io.processpool.internal.wire.ReadFilter;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A manager's server: the {@link Acceptor}, one {@link Twin} for each connection, and the {@link Watch}. All are daemon
 * threads. Thread-safe.
 */
final class Server implements ManagerServer {
    private final ServerConfig config;
    private final UUID id = UUID.randomUUID();
    private final Acceptor acceptor;
    private final ServerAddress address;
    private final Watch watch;
    private final Directory directory;
    private final Sessions sessions;
    private final Set<Twin> twins = ConcurrentHashMap.newKeySet();

    // states: null (open) -> why it is closed. Written once.
    private volatile String closedBecause;

    private Server(ServerConfig config, Binding binding) throws IOException {
        this.config = config;
        this.acceptor = new Acceptor(this, binding.socket());
        this.address = binding.address();
        this.directory = new Directory(config);
        this.sessions = new Sessions(directory);
        this.watch = new Watch(config.name(), twins);
    }

    /** Plays the first call of a client, as far as there is none. */
    static void rehearse() {
        Ahead.load(Twin.class, Connection.class, SpinBudget.class, Frames.class, Arguments.class, Sessions.class);
        Caller.set(new Caller(new Session(new Hello(new UUID(0, 0), 0, "")), 0, null));
        ReadFilter.ofThisProcess();
        Payload.copy(FrameKind.CALL.name());
        Hosted.rehearse();
    }

    static Server start(ServerConfig config) throws IOException {
        Server server = new Server(config, Binding.of(config.address()));
        server.watch.start();
        DaemonThread.start(server.acceptor, config.name() + "-accept");
        return server;
    }

    @Override
    public UUID id() {
        return id;
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

    /** A twin's other side has proved itself. */
    void known(Twin twin) {
        acceptor.forget(twin);
        twins.add(twin);
    }

    /** A twin has ended. */
    void ended(Twin twin) {
        acceptor.forget(twin);
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
        acceptor.close();
        twins.forEach(Twin::sayFarewell);
        acceptor.disconnectStrangers();
        watch.close();
    }
}
