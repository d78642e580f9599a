package io.processpool.worker.manager;

import io.processpool.RemoteCallable;
import io.processpool.internal.rpc.ServerAddress;
import io.processpool.internal.rpc.ServerConfig;
import io.processpool.manager.Manager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Set;

/** A server whose insides a test can see. */
final class OwnServer implements AutoCloseable {
    static final byte[] KEY = "a key of 16 bytes or more".getBytes(StandardCharsets.UTF_8);

    private final Server server;

    private OwnServer(boolean isOpen, LinkedHashMap<Class<?>, RemoteCallable<?>> factories) throws IOException {
        ServerAddress address = new ServerAddress("", "localhost", 0);
        server = Server.start(new ServerConfig("server", address, KEY, isOpen, Set.of(), factories));
    }

    /** One to which clients may send anything. */
    static OwnServer open() throws IOException {
        return new OwnServer(true, new LinkedHashMap<>());
    }

    /** One to which clients may send anything, with a type of the user's. */
    static <T> OwnServer open(Class<T> type, RemoteCallable<T> factory) throws IOException {
        LinkedHashMap<Class<?>, RemoteCallable<?>> factories = new LinkedHashMap<>();
        factories.put(type, factory);
        return new OwnServer(true, factories);
    }

    /** One to which clients may send what is allowed. */
    static OwnServer guarded() throws IOException {
        return new OwnServer(false, new LinkedHashMap<>());
    }

    Directory directory() {
        return server.directory();
    }

    ServerAddress address() {
        return server.address();
    }

    Manager connect() {
        return Manager.connect(server.address().tcp(), KEY);
    }

    /** How many threads serve connections, of this or another server. */
    static long servingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("server-call"))
                .count();
    }

    @Override
    public void close() {
        server.close();
    }
}
