package io.processpool.manager;

import io.processpool.internal.process.PrivateDirectory;
import io.processpool.internal.rpc.ManagerServer;
import io.processpool.internal.rpc.ManagerServerProvider;
import io.processpool.internal.rpc.ServerAddress;
import io.processpool.internal.rpc.ServerConfig;
import java.io.IOException;

/** A manager's server on threads of this JVM. */
final class ServerInThisJvm implements Server {
    private final ManagerServer server;
    private final PrivateDirectory directory; // null for TCP

    private ServerInThisJvm(ManagerServer server, PrivateDirectory directory) {
        this.server = server;
        this.directory = directory;
    }

    static ServerInThisJvm start(ServerConfig config) throws IOException {
        ManagerServerProvider provider = ManagerServerProvider.find();
        if (!config.address().isUnix()) {
            return new ServerInThisJvm(provider.start(config), null);
        }
        PrivateDirectory directory = PrivateDirectory.create();
        try {
            String socket = directory.path().resolve("manager").toString();
            return new ServerInThisJvm(provider.start(config.at(ServerAddress.unix(socket))), directory);
        } catch (IOException | RuntimeException failed) {
            directory.close();
            throw failed;
        }
    }

    ServerAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close("it was closed by the process that started it");
        if (directory != null) {
            directory.close();
        }
    }
}
