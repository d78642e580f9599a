package io.processpool.manager;

import io.processpool.RemoteCallable;
import io.processpool.internal.rpc.DirectoryService;
import io.processpool.internal.rpc.ServerAddress;
import io.processpool.pool.TaskException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;

/**
 * A process that keeps objects for other processes, which use them through proxies: Python's {@code Manager}.
 *
 * <pre>{@code
 * try (Manager manager = Manager.start();
 *         ProcessPool pool = ProcessPool.create(4)) {
 *     InterProcessLock lock = manager.newLock();
 *     pool.starmap(Report::write, List.of(args("a", lock), args("b", lock)));
 * }
 * }</pre>
 *
 * <p>Its proxies may travel where a lock in shared memory may not: as arguments of tasks, as results, inside
 * collections and inside other objects of managers. A call is a round trip to the server, some microseconds or tens of
 * them, where a lock in shared memory takes nanoseconds. So: a lock that is known when the workers start, and numbers
 * and flags, belong into shared memory; what comes up later, has no fixed size, or is for other machines, into a
 * manager.
 *
 * <p>An object lives as long as a proxy refers to it, in whatever process, or a message on its way. A process that dies
 * loses its references, and its locks: the next waiter has them at once, and one WARN names the dead. Objects that refer
 * to each other in a circle live until the manager is closed.
 *
 * <p>What is put into an object of a manager is copied, and so is what comes out: changing a list that was got from a
 * map of the manager does not change it there. Values are compared by their {@code equals}, in the server.
 *
 * <p>What a method throws in the server arrives as itself, with the server's stack above the caller's. After the
 * manager's end each call throws {@link ManagerClosedException}, but for {@code toString}, which says so. A call that waits can be interrupted if the method
 * declares {@link InterruptedException}; it then has done nothing. A call whose arguments or answer do not fit into the
 * memory of one of the two processes throws {@link OutOfMemoryError}; that costs this call only. If it is the answer that
 * does not fit here, the call has been done.
 *
 * <p>The server ends with the process that started it, however that ends. Thread-safe.
 */
public final class Manager extends CollectionFactory implements AutoCloseable {
    /** The length of the shortest {@code authKey}. */
    static final int LEAST_KEY_BYTES = 16;

    private final Server server; // null for one that somebody else has started

    Manager(Client client, Server server) {
        super(client);
        this.server = server;
    }

    // Starting

    /**
     * Starts a manager in a JVM of its own, for this process and its children. Blocks until it listens: some 90 ms, or
     * 65 where {@link ManagerBuilder#classDataArchive} has left an archive for
     * {@code Manager.builder().classDataArchive(directory).start()}.
     *
     * @return the manager, to be closed
     * @throws IllegalStateException if {@code pool-worker} is not on the class path, or the server cannot start; the
     *     message says which
     */
    public static Manager start() {
        return builder().start();
    }

    /**
     * Starts a manager on threads of this JVM, for this process and its children.
     *
     * @return the manager, to be closed
     * @throws IllegalStateException if {@code pool-worker} is not on the class path
     * @throws java.io.UncheckedIOException if the server cannot listen
     */
    public static Manager inProcess() {
        return builder().startInProcess();
    }

    /**
     * A builder, for an address, a key, types of the user's, options of the JVM.
     *
     * @return a new builder
     */
    public static ManagerBuilder builder() {
        return new ManagerBuilder();
    }

    /**
     * Uses a manager that another process, maybe on another machine, has started at an address. Children that this
     * process starts afterwards can use its proxies too.
     *
     * @param address where it listens
     * @param authKey its key
     * @return the manager; closing it ends its use by this process only
     * @throws java.io.UncheckedIOException if nobody listens there, or has another key; the message says which
     * @throws IllegalArgumentException if the key is shorter than 16 bytes
     * @throws NullPointerException if an argument is null
     */
    public static Manager connect(InetSocketAddress address, byte[] authKey) {
        byte[] key = ManagerBuilder.checkKey(authKey);
        ServerAddress where = ServerAddress.tcp(address);
        try {
            Client client = Clients.add(Client.connect(where, key));
            Clients.addKey(where, key);
            return new Manager(client, null);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException("No manager at " + address + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * Tells where the manager listens for processes of other users and machines.
     *
     * @return the address with the port that it got, empty if it listens for its own family only
     */
    public Optional<InetSocketAddress> address() {
        ServerAddress address = client.address();
        return address.isUnix() ? Optional.empty() : Optional.of(address.tcp());
    }

    // Objects of the user's

    /**
     * Lets this process and others create objects of a type of the user's. Over TCP that is said by the
     * {@linkplain ManagerBuilder#register builder} only.
     *
     * @param <T> the type
     * @param type an interface: its methods, and no others, may be called
     * @param factory makes one object, in the server; it travels there
     * @throws IllegalArgumentException if the type is no interface
     * @throws io.processpool.SerializationException if the factory cannot travel, or may not
     * @throws ManagerClosedException if the manager is gone
     * @throws NullPointerException if an argument is null
     */
    public <T> void register(Class<T> type, RemoteCallable<? extends T> factory) {
        client.directory().register(checkInterface(type), Objects.requireNonNull(factory, "factory"));
    }

    static <T> Class<T> checkInterface(Class<T> type) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type.getName() + " is no interface: it has to say what may be called");
        }
        return type;
    }

    /**
     * Creates an object of a type that was registered, by its factory.
     *
     * @param <T> the type
     * @param type the interface
     * @return a proxy, whose calls run in the server, those of different threads at the same time
     * @throws IllegalArgumentException if the type was not registered
     * @throws TaskException if the factory threw a checked exception, which is the cause; an unchecked one is thrown as
     *     it is
     * @throws ManagerClosedException if the manager is gone
     * @throws NullPointerException if the type is null
     */
    public <T> T create(Class<T> type) {
        long object;
        try {
            object = client.directory().createRegistered(checkInterface(type).getName());
        } catch (RuntimeException ofTheFactory) {
            throw ofTheFactory;
        } catch (Exception ofTheFactory) {
            throw new TaskException(ofTheFactory);
        }
        return UsersProxy.of(type, ObjectReference.counted(client, object));
    }

    /**
     * The map by which processes that have nothing else in common find each other's objects: one puts a proxy in under a
     * name, another gets it. There is one for each manager.
     *
     * @return the map, which keeps what is in it alive
     */
    public ConcurrentMap<String, Object> registry() {
        return new MapProxy<>(ObjectReference.retain(client, DirectoryService.REGISTRY_ID, 0));
    }

    /**
     * Ends the manager, if this is where it was started: calls that wait fail, in whatever process, as all later ones
     * do. Otherwise ends the use of it by this process, which loses its locks. Blocks until the server has ended, some
     * seconds at most. Closing twice is fine.
     */
    @Override
    public void close() {
        client.leave("it is closed");
        Clients.forgetKey(client.address());
        if (server != null) {
            server.close();
        }
    }

    /**
     * Names the manager, and says so if it is known to be closed.
     *
     * @return for example {@code Manager[localhost:5000]}, {@code Manager[localhost:5000: it is closed]}
     */
    @Override
    public String toString() {
        return "Manager[" + client.address() + client.end() + "]";
    }
}
