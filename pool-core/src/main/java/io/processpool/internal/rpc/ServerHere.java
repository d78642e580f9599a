package io.processpool.internal.rpc;

import io.processpool.RemoteCallable;
import java.util.Map;
import java.util.UUID;

/**
 * What a JVM knows of itself that is a manager's server and nothing else. Its objects refer to each other as any client
 * does, and have to find it.
 *
 * @param id of the manager
 * @param address where it listens
 * @param key that clients have to know
 * @param isOpen whether it is that of the family
 */
public record ServerHere(UUID id, ServerAddress address, byte[] key, boolean isOpen) {
    // Both written once, by the main thread: the one before the server is there, the other before a client can be.
    private static volatile Map<Class<?>, RemoteCallable<?>> factories = Map.of();
    private static volatile ServerHere here;

    /** In the child, before it listens: the user's own types. */
    public static void register(Map<Class<?>, RemoteCallable<?>> ofTheUser) {
        factories = ofTheUser;
    }

    /** The user's own types. */
    public static Map<Class<?>, RemoteCallable<?>> factories() {
        return factories;
    }

    /** This JVM is a server. */
    public static void set(ServerHere server) {
        here = server;
    }

    /** The server that this JVM is, or null. */
    public static ServerHere get() {
        return here;
    }
}
