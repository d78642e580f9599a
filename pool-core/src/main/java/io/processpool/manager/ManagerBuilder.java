package io.processpool.manager;

import io.processpool.RemoteCallable;
import io.processpool.RemoteConsumer;
import io.processpool.RemoteConsumer2;
import io.processpool.RemoteConsumer3;
import io.processpool.RemoteConsumer4;
import io.processpool.RemoteRunnable;
import io.processpool.internal.rpc.ServerAddress;
import io.processpool.internal.rpc.ServerConfig;
import io.processpool.internal.spawn.FamilyKey;
import io.processpool.internal.spawn.StaticCreation;
import io.processpool.internal.wire.Bound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says how a {@link Manager} is to be started. Each method returns this builder.
 *
 * <p>For one thread.
 */
public final class ManagerBuilder {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ServerJvm jvm = new ServerJvm();
    private final LinkedHashMap<Class<?>, RemoteCallable<?>> factories = new LinkedHashMap<>();
    private final Set<String> allowed = new LinkedHashSet<>();
    private RemoteRunnable initializer;
    private InetSocketAddress address;
    private byte[] authKey;

    ManagerBuilder() {}

    /**
     * Lets processes of other users and machines use the manager, over TCP. It needs an {@link #authKey}. Nothing is
     * encrypted: on a network that others can listen to, use a tunnel.
     *
     * @param host the name or address of the interface to listen on, such as {@code localhost} or {@code 0.0.0.0}
     * @param port the port, 0 for any that is free, see {@link Manager#address()}
     * @return this
     * @throws IllegalArgumentException if the port is not between 0 and 65535
     * @throws NullPointerException if the host is null
     */
    public ManagerBuilder address(String host, int port) {
        address = InetSocketAddress.createUnresolved(Objects.requireNonNull(host, "host"), port);
        return this;
    }

    /**
     * Sets the secret that clients over TCP have to know, as this side has to prove to them. Without an {@link #address}
     * there is no need for one: the children of a process know each other.
     *
     * @param key at least 16 bytes, that nobody can guess
     * @return this
     * @throws IllegalArgumentException if it is shorter
     * @throws NullPointerException if it is null
     */
    public ManagerBuilder authKey(byte[] key) {
        authKey = checkKey(key);
        return this;
    }

    static byte[] checkKey(byte[] key) {
        if (key.length < Manager.LEAST_KEY_BYTES) {
            throw new IllegalArgumentException("authKey: " + key.length + " bytes, must be " + Manager.LEAST_KEY_BYTES
                    + " or more: who connects could find a shorter one by trying");
        }
        return key.clone();
    }

    /**
     * Sets what the server runs once, in its main thread, before it listens and before any object is made (Python's {@code start(initializer, initargs)}). What it
     * captures, and its arguments, may be locks and shared values. If it throws, the manager does not start.
     *
     * <p>For a manager {@linkplain #startInProcess() in this process} it runs in this JVM, in the thread that starts the manager, on its arguments themselves.
     *
     * @param body what to run
     * @return this
     * @throws NullPointerException if it is null
     */
    public ManagerBuilder initializer(RemoteRunnable body) {
        initializer = Objects.requireNonNull(body, "initializer");
        return this;
    }

    /**
     * Sets the initializer, with one argument; see {@link #initializer(RemoteRunnable)}.
     *
     * @param <A> type of the argument
     * @param body what to run
     * @param a its argument, may be null
     * @return this
     * @throws NullPointerException if the body is null
     */
    public <A> ManagerBuilder initializer(RemoteConsumer<? super A> body, A a) {
        return initializer(Bound.bind(Objects.requireNonNull(body, "initializer"), a));
    }

    /**
     * Sets the initializer, with two arguments; see {@link #initializer(RemoteRunnable)}.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param body what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @return this
     * @throws NullPointerException if the body is null
     */
    public <A, B> ManagerBuilder initializer(RemoteConsumer2<? super A, ? super B> body, A a, B b) {
        return initializer(Bound.bind(Objects.requireNonNull(body, "initializer"), a, b));
    }

    /**
     * Sets the initializer, with three arguments; see {@link #initializer(RemoteRunnable)}.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param body what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @param c its third argument, may be null
     * @return this
     * @throws NullPointerException if the body is null
     */
    public <A, B, C> ManagerBuilder initializer(RemoteConsumer3<? super A, ? super B, ? super C> body, A a, B b, C c) {
        return initializer(Bound.bind(Objects.requireNonNull(body, "initializer"), a, b, c));
    }

    /**
     * Sets the initializer, with four arguments; see {@link #initializer(RemoteRunnable)}.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <D> type of the fourth argument
     * @param body what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @param c its third argument, may be null
     * @param d its fourth argument, may be null
     * @return this
     * @throws NullPointerException if the body is null
     */
    public <A, B, C, D> ManagerBuilder initializer(
            RemoteConsumer4<? super A, ? super B, ? super C, ? super D> body, A a, B b, C c, D d) {
        return initializer(Bound.bind(Objects.requireNonNull(body, "initializer"), a, b, c, d));
    }

    /**
     * Lets clients create objects of a type of the user's, by {@link Manager#create}.
     *
     * @param <T> the type
     * @param type an interface: its methods, and no others, may be called
     * @param factory makes one object, in the server; it travels there
     * @return this
     * @throws IllegalArgumentException if the type is no interface
     * @throws NullPointerException if an argument is null
     */
    public <T> ManagerBuilder register(Class<T> type, RemoteCallable<? extends T> factory) {
        factories.put(Manager.checkInterface(type), Objects.requireNonNull(factory, "factory"));
        return this;
    }

    /**
     * Lets clients over TCP send objects of more classes than the JDK's values and collections, and what the methods of
     * {@linkplain #register registered} types name. Clients of the manager's own family may send any.
     *
     * @param classes serializable; what their fields refer to must be allowed too
     * @return this
     * @throws NullPointerException if one is null
     */
    public ManagerBuilder allow(Class<?>... classes) {
        for (Class<?> type : classes) {
            allowed.add(type.getName());
        }
        return this;
    }

    /**
     * Adds options for the server's JVM, as {@code -Xmx1g}.
     *
     * @param options one option each
     * @return this
     * @throws NullPointerException if one is null
     */
    public ManagerBuilder jvmOptions(String... options) {
        jvm.addOptions(options);
        return this;
    }

    /**
     * Sets the class path of the server's JVM, in place of this JVM's. It must hold {@code pool-worker} and what that needs.
     *
     * @param entries directories and jars
     * @return this
     * @throws NullPointerException if the list is null, or one in it
     */
    public ManagerBuilder classPath(List<Path> entries) {
        jvm.classPath(entries);
        return this;
    }

    /**
     * Lets the server's JVM start from a class-data archive, as {@link io.processpool.pool.ProcessPoolBuilder#classDataArchive} describes it for workers. The
     * first manager that is started with the directory makes the archive, in the background, and later ones of the same class path and options start from it; a pool
     * may have the same directory, for its own archive.
     *
     * @param directory is made where it is missing, for this user alone; {@link #start()} refuses one that belongs to another user, or that others may write to
     * @return this
     * @throws NullPointerException if it is null
     */
    public ManagerBuilder classDataArchive(Path directory) {
        jvm.classDataArchive(Objects.requireNonNull(directory, "directory"));
        return this;
    }

    /**
     * Starts the manager's server in a JVM of its own. Blocks until it listens.
     *
     * @return the manager, to be closed
     * @throws IllegalStateException if there is an address and no key, {@code pool-worker} is not on the class path, or
     *     the server cannot start or listen; the message says which, and what the initializer threw is the cause
     * @throws io.processpool.SerializationException if a factory, the initializer or an argument of that cannot travel
     * @throws io.processpool.RuntimeError if one of them is, or holds, a lock that works in one JVM only
     */
    public Manager start() {
        StaticCreation.managerStarts();
        ChildServer server = ChildServer.start(config(), initializer, jvm);
        return open(server.address(), server);
    }

    /**
     * Starts the manager's server on threads of this JVM: for those to whom another JVM is too heavy. Objects then live
     * and die with this process. The options for a JVM do not matter.
     *
     * @return the manager, to be closed
     * @throws IllegalStateException if there is an address and no key, {@code pool-worker} is not on the class path, or
     *     the initializer threw, which is the cause
     * @throws UncheckedIOException if the server cannot listen
     */
    public Manager startInProcess() {
        StaticCreation.managerStarts();
        ServerConfig config = config();
        initializeHere();
        try {
            ServerInThisJvm server = ServerInThisJvm.start(config);
            return open(server.address(), server);
        } catch (IOException failed) {
            throw new UncheckedIOException("The manager's server cannot listen: " + failed.getMessage(), failed);
        }
    }

    private void initializeHere() {
        if (initializer == null) {
            return;
        }
        try {
            initializer.run();
        } catch (Throwable failed) {
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw Serving.didNotStart(failed);
        }
    }

    private ServerConfig config() {
        if (address != null && authKey == null) {
            throw new IllegalStateException(
                    "a manager at an address, " + ServerAddress.tcp(address) + ", needs an authKey(...)");
        }
        boolean isOpen = address == null;
        return new ServerConfig(
                "manager-" + COUNT.incrementAndGet(),
                isOpen ? ServerAddress.ANY_UNIX : ServerAddress.tcp(address),
                isOpen ? null : authKey,
                isOpen,
                allowed,
                factories);
    }

    private Manager open(ServerAddress listening, Server server) {
        try {
            if (address != null) {
                Clients.addKey(listening, authKey);
            }
            Client client = Clients.add(Client.connect(listening, address == null ? FamilyKey.get() : authKey));
            client.explainEnd(server);
            return new Manager(client, server);
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw new IllegalStateException("The manager's server does not answer: " + failed, failed);
        }
    }
}
