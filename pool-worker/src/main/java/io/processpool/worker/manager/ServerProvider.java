package io.processpool.worker.manager;

import io.processpool.internal.rpc.ManagerServer;
import io.processpool.internal.rpc.ManagerServerProvider;
import io.processpool.internal.rpc.ServerConfig;
import java.io.IOException;

/** How {@code pool-core} finds the server. */
public final class ServerProvider implements ManagerServerProvider {
    /** For the service loader. */
    public ServerProvider() {}

    /** Does for the first time what the first client would wait for. */
    public static void rehearse() {
        Server.rehearse();
    }

    @Override
    public ManagerServer start(ServerConfig config) throws IOException {
        return Server.start(config);
    }
}
