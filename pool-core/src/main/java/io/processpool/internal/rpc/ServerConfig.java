package io.processpool.internal.rpc;

import io.processpool.RemoteCallable;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.UUID;

/**
 * What a manager's server is told at its start.
 *
 * @param name of the manager, for people
 * @param id of the manager, that nobody else has
 * @param address where to listen, see {@link ServerAddress#ANY_UNIX}; port 0 for any
 * @param key that clients have to know
 * @param isOpen whether clients may send any class, or only {@code allowed} and the JDK's values
 * @param allowed names of classes
 * @param factories of the user's own objects, by the interfaces that say what may be called
 */
public record ServerConfig(
        String name,
        UUID id,
        ServerAddress address,
        byte[] key,
        boolean isOpen,
        Set<String> allowed,
        LinkedHashMap<Class<?>, RemoteCallable<?>> factories)
        implements Serializable {

    /** The same with another address. */
    public ServerConfig at(ServerAddress where) {
        return new ServerConfig(name, id, where, key, isOpen, allowed, factories);
    }
}
