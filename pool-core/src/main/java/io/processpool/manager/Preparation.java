package io.processpool.manager;

import io.processpool.RemoteCallable;
import io.processpool.RemoteRunnable;
import io.processpool.internal.rpc.ServerHere;
import io.processpool.internal.wire.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/** What of the user's a server has before it listens: its initializer runs, and the factories of types are known. */
final class Preparation implements RemoteRunnable {
    private static final long serialVersionUID = 1L;

    /** Runs first, or null. */
    @Place
    private final RemoteRunnable initializer;

    /** By the interfaces. */
    @Place("the factories")
    private final LinkedHashMap<Class<?>, RemoteCallable<?>> factories;

    Preparation(RemoteRunnable initializer, Map<Class<?>, RemoteCallable<?>> factories) {
        this.initializer = initializer;
        this.factories = new LinkedHashMap<>(factories);
    }

    @Override
    public void run() throws Exception {
        ServerHere.register(factories);
        if (initializer != null) {
            initializer.run();
        }
    }
}
