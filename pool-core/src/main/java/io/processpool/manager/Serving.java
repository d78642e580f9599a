package io.processpool.manager;

import io.processpool.RemoteRunnable;
import io.processpool.internal.memory.SegmentHandle;
import io.processpool.internal.rpc.Announcement;
import io.processpool.internal.rpc.ManagerServer;
import io.processpool.internal.rpc.ManagerServerProvider;
import io.processpool.internal.rpc.ServerConfig;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** What the child process does that is a manager's server. It has no other end than that of its JVM. */
final class Serving implements RemoteRunnable {
    private static final long serialVersionUID = 1L;

    /** Of the server. */
    private final ServerConfig config;
    /** Where it says that it listens. */
    private final SegmentHandle announcement;

    Serving(ServerConfig config, SegmentHandle announcement) {
        this.config = config;
        this.announcement = announcement;
    }

    @Override
    public void run() throws InterruptedException {
        ManagerServer server;
        try {
            server = ManagerServerProvider.find().start(config);
        } catch (IOException | RuntimeException failed) {
            Announcement.failed(
                    announcement, "The manager's server cannot listen at " + config.address() + ": " + failed);
            return;
        }
        Clients.addServer(config, server.address());
        Announcement.listening(announcement, server.address());
        closeAtEnd(server);
        new CountDownLatch(1).await();
    }

    private static void closeAtEnd(ManagerServer server) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> server.close("it was closed by the process that started it")));
    }
}
