package io.processpool.internal.rpc;

import java.io.IOException;
import java.util.ServiceLoader;

/** Starts managers' servers; the implementation comes with {@code pool-worker}. */
public interface ManagerServerProvider {
    /**
     * Starts a server on threads of this JVM.
     *
     * @throws IOException if it cannot listen there
     */
    ManagerServer start(ServerConfig config) throws IOException;

    /**
     * Finds the implementation.
     *
     * @throws IllegalStateException if it is not there
     */
    static ManagerServerProvider find() {
        return ServiceLoader.load(ManagerServerProvider.class, ManagerServerProvider.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No server for managers: add the artifact io.processpool:pool-worker to your dependencies (it"
                                + " brings pool-core)"));
    }
}
