package io.processpool.internal.rpc;

import io.processpool.RemoteCallable;
import io.processpool.internal.spawn.FamilyKey;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a manager's server is told at its start.
 *
 * @param name of the manager, for people
 * @param address where to listen, see {@link ServerAddress#ANY_UNIX}; port 0 for any
 * @param key that clients have to know; null for the {@link FamilyKey}, which every child has
 * @param isOpen whether clients may send any class, or only {@code allowed} and the JDK's values
 * @param allowed names of classes
 * @param factories of the user's own objects, by the interfaces that say what may be called
 */
public record ServerConfig(
        String name,
        ServerAddress address,
        byte[] key,
        boolean isOpen,
        Set<String> allowed,
        Map<Class<?>, RemoteCallable<?>> factories) {

    /** The same with another address. */
    public ServerConfig at(ServerAddress where) {
        return new ServerConfig(name, where, key, isOpen, allowed, factories);
    }

    /** What clients have to know. */
    public byte[] secret() {
        return key == null ? FamilyKey.get() : key;
    }

    /** Writes it for a server in another process, without the factories: those are code, and travel as the user's code does. */
    public void write(DataOutputStream out) throws IOException {
        out.writeUTF(name);
        address.write(out);
        out.writeBoolean(isOpen);
        out.writeBoolean(key != null);
        if (key != null) {
            out.writeInt(key.length);
            out.write(key);
        }
        out.writeInt(allowed.size());
        for (String type : allowed) {
            out.writeUTF(type);
        }
        out.flush();
    }

    /** Reads what {@link #write} wrote. It is the parent who wrote that: lengths are not doubted. */
    public static ServerConfig read(DataInputStream in) throws IOException {
        String name = in.readUTF();
        ServerAddress address = ServerAddress.read(in);
        boolean isOpen = in.readBoolean();
        byte[] key = in.readBoolean() ? in.readNBytes(in.readInt()) : null;
        Set<String> allowed = new LinkedHashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            allowed.add(in.readUTF());
        }
        return new ServerConfig(name, address, key, isOpen, allowed, new LinkedHashMap<>());
    }

    /** The same with factories. */
    public ServerConfig with(Map<Class<?>, RemoteCallable<?>> added) {
        return new ServerConfig(name, address, key, isOpen, allowed, added);
    }
}
