package io.processpool.internal.rpc;

import io.processpool.RemoteCallable;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.UUID;

/** What a manager's server is told at its start. */
public final class ServerConfig implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of the manager, for people. */
    private final String name;
    /** Of the manager, that nobody else has. */
    private final UUID id;
    /** Where to listen, see {@link ServerAddress#ANY_UNIX}; port 0 for any. */
    private final ServerAddress address;
    /** That clients have to know. */
    private final byte[] key;
    /** Whether clients may send any class, or only {@code allowed} and the JDK's values. */
    private final boolean isOpen;
    /** Names of classes. */
    private final Set<String> allowed;
    /** Of the user's own objects, by the interfaces that say what may be called. */
    private final LinkedHashMap<Class<?>, RemoteCallable<?>> factories;

    public ServerConfig(
            String name,
            UUID id,
            ServerAddress address,
            byte[] key,
            boolean isOpen,
            Set<String> allowed,
            LinkedHashMap<Class<?>, RemoteCallable<?>> factories) {
        this.name = name;
        this.id = id;
        this.address = address;
        this.key = key;
        this.isOpen = isOpen;
        this.allowed = allowed;
        this.factories = factories;
    }

    public String name() {
        return name;
    }

    public UUID id() {
        return id;
    }

    public ServerAddress address() {
        return address;
    }

    public byte[] key() {
        return key;
    }

    public boolean isOpen() {
        return isOpen;
    }

    public Set<String> allowed() {
        return allowed;
    }

    public LinkedHashMap<Class<?>, RemoteCallable<?>> factories() {
        return factories;
    }

    /** The same with another address. */
    public ServerConfig at(ServerAddress where) {
        return new ServerConfig(name, id, where, key, isOpen, allowed, factories);
    }
}
