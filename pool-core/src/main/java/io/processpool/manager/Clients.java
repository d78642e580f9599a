package io.processpool.manager;

import io.processpool.RemoteRunnable;
import io.processpool.internal.rpc.ServerAddress;
import io.processpool.internal.rpc.ServerHere;
import io.processpool.internal.spawn.FamilyKey;
import io.processpool.internal.spawn.Inheritance;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The managers that this JVM knows, and the keys to those that are not of its family.
 *
 * <p>A child inherits the keys that its parent has at its start. Thread-safe.
 */
final class Clients {
    private static final Map<UUID, Client> KNOWN = new ConcurrentHashMap<>();
    private static final Map<ServerAddress, byte[]> KEYS = new ConcurrentHashMap<>();

    private Clients() {}

    /** This JVM's one client of a manager, of which a message has told. */
    static Client of(UUID manager, ServerAddress address) {
        return KNOWN.computeIfAbsent(manager, unknown -> new Client(manager, address, keyOf(address)));
    }

    /** Makes a client known, unless there is one of the same manager; returns that one. */
    static Client add(Client client) {
        Client known = KNOWN.putIfAbsent(client.manager(), client);
        if (known == null) {
            return client;
        }
        client.close("it is not needed");
        return known;
    }

    /** Whether this JVM is a client of a manager, or its server, which is to be one as soon as its objects need it. */
    static boolean isKnown(UUID manager) {
        ServerHere here = ServerHere.get();
        return KNOWN.containsKey(manager) || here != null && here.id().equals(manager);
    }

    /** This JVM is no client of that manager any more, until it hears of it again. */
    static void forget(Client client) {
        KNOWN.remove(client.manager(), client);
    }

    /** This JVM and its future children have the key to an address. */
    static void addKey(ServerAddress address, byte[] key) {
        KEYS.put(address, key);
        Inheritance.register("keys of managers", () -> KEYS.isEmpty() ? null : new Keys(new HashMap<>(KEYS)));
    }

    /** This process uses no manager at an address any more; nor shall its future children. */
    static void forgetKey(ServerAddress address) {
        KEYS.remove(address);
    }

    private static byte[] keyOf(ServerAddress address) {
        ServerHere here = ServerHere.get();
        if (here != null && !here.isOpen() && here.address().equals(address)) {
            addKey(address, here.key());
        }
        byte[] key = KEYS.get(address);
        return key != null ? key : FamilyKey.get();
    }

    /** The keys for a child, which has them once they are read: the proxies that are read after them need them. */
    private record Keys(HashMap<ServerAddress, byte[]> keys) implements RemoteRunnable {
        private Object readResolve() {
            keys.forEach(Clients::addKey);
            return this;
        }

        @Override
        public void run() {}
    }
}
