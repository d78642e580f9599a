package io.processpool.manager;

import io.processpool.internal.log.Log;
import io.processpool.internal.rpc.CallHeader;
import io.processpool.internal.rpc.Connection;
import io.processpool.internal.rpc.DirectoryService;
import io.processpool.internal.rpc.FrameKind;
import io.processpool.internal.rpc.Frames;
import io.processpool.internal.rpc.Handshake;
import io.processpool.internal.rpc.LockService;
import io.processpool.internal.rpc.MethodKey;
import io.processpool.internal.rpc.ServerAddress;
import io.processpool.internal.spawn.Ahead;
import io.processpool.internal.wire.Payload;
import io.processpool.manager.ClientConnection.FarewellException;
import io.processpool.manager.ClientConnection.ThrownThereException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * This JVM as a client of one manager: its connections, as many as threads have called at the same time, and none is
 * closed while the client lives, since the server takes the end of one for the end of this JVM.
 *
 * <p>Thread-safe.
 */
final class Client {
    // Of its own, not of the JVM: one that comes back must not be taken for the one that is just going.
    private final UUID id;
    private final UUID manager;
    private final ServerAddress address;
    private final byte[] key;
    private final String name;
    private final DirectoryService directory;
    private final ConcurrentLinkedDeque<ClientConnection> idle = new ConcurrentLinkedDeque<>();
    private final Set<ClientConnection> all = ConcurrentHashMap.newKeySet();

    // states: null (open) -> why it is closed, for ever. Written once.
    private volatile String closedBecause;
    private volatile Server server; // null if somebody else has started it

    /** A client of a manager whose id is known. */
    Client(UUID manager, ServerAddress address, byte[] key) {
        this(UUID.randomUUID(), manager, address, key);
    }

    private Client(UUID id, UUID manager, ServerAddress address, byte[] key) {
        this.id = id;
        this.manager = manager;
        this.address = address;
        this.key = key;
        this.name = "manager at " + address;
        this.directory = Stub.of(DirectoryService.class, this, DirectoryService.ID);
    }

    /** Asks a server who it is, and becomes its client. */
    static Client connect(ServerAddress address, byte[] key) throws IOException {
        UUID id = UUID.randomUUID();
        Introduced first = Introduced.to(address, key, id);
        Client client = new Client(id, first.manager(), address, key);
        client.idle.push(client.added(first));
        return client;
    }

    /** Loads and links what a first connection and a first call need, in the time that a server takes to start. */
    static void rehearse() {
        Handshake.rehearse();
        Ahead.load(Introduced.class, Connection.class, Frames.class, ClientConnection.class, MethodKey.class);
        Payload.copy(FrameKind.VALUE.name());
        Stub.rehearse(DirectoryService.class);
        Stub.rehearse(LockService.class);
        ServerAddress.rehearse();
    }

    UUID manager() {
        return manager;
    }

    ServerAddress address() {
        return address;
    }

    DirectoryService directory() {
        return directory;
    }

    /** Who knows more about the end of the server than its silence says so here. */
    void explainEnd(Server starter) {
        server = starter;
    }

    private String explain(String silence) {
        Server starter = server;
        return starter == null ? silence : starter.explain(silence);
    }

    /**
     * Calls a method of an object of the manager.
     *
     * @throws Throwable what the method threw there; {@link ManagerClosedException}; InterruptedException, if the method
     *     declares it, and then the call has done nothing
     */
    Object call(long object, Method method, Object[] arguments) throws Throwable {
        MethodKey methodKey = MethodKey.of(method);
        if (methodKey.isInterruptible() && Thread.interrupted()) {
            throw new InterruptedException("interrupted before the call of " + method.getName());
        }
        @SuppressWarnings("deprecation") // threadId() comes with 19
        CallHeader header = new CallHeader(object, Thread.currentThread().getId(), methodKey.text());
        ClientConnection connection = take();
        try {
            return connection.call(header, arguments, methodKey.isInterruptible());
        } catch (FarewellException last) {
            throw end(last.getMessage(), last);
        } catch (IOException lost) {
            throw end("its process has ended, or the connection to it is lost", lost);
        } catch (ThrownThereException thrown) {
            throw CallerFrames.append(thrown.getCause(), name);
        } finally {
            giveBack(connection);
        }
    }

    private ClientConnection take() {
        String reason = closedBecause;
        if (reason != null) {
            throw new ManagerClosedException(name, reason, null);
        }
        ClientConnection connection = idle.poll();
        return connection != null ? connection : open();
    }

    private ClientConnection open() {
        try {
            Introduced opened = Introduced.to(address, key, id);
            if (!opened.manager().equals(manager)) {
                opened.connection().close();
                throw new IOException("another manager listens there now");
            }
            return added(opened);
        } catch (IOException refused) {
            throw new ManagerClosedException(name, explain("it cannot be reached: " + refused), refused);
        }
    }

    private ClientConnection added(Introduced opened) {
        ClientConnection added = new ClientConnection(opened.connection(), opened.frames());
        all.add(added);
        if (closedBecause != null) {
            close(added);
        }
        return added;
    }

    private void giveBack(ClientConnection connection) {
        if (connection.isBetweenCalls() && closedBecause == null) {
            idle.push(connection);
        } else {
            close(connection);
        }
    }

    private ManagerClosedException end(String reason, IOException cause) {
        close(explain(reason));
        return new ManagerClosedException(name, closedBecause, cause);
    }

    /** Closes it in good order: who just breaks off is taken for dead. */
    void leave(String reason) {
        ClientConnection last = lastConnection();
        setClosed(reason); // The server ends the calls of other threads, and they must not wonder why.
        if (last != null) {
            try {
                last.leave();
            } catch (IOException alreadyGone) {
                Log.debug("While leaving the " + name + ": " + alreadyGone);
            }
        }
        close(reason);
    }

    private ClientConnection lastConnection() {
        try {
            return take();
        } catch (ManagerClosedException alreadyGone) {
            return null;
        }
    }

    /** Every call fails from now on, and those that wait for an answer fail now. */
    void close(String reason) {
        setClosed(reason);
        Clients.forget(this);
        idle.clear();
        all.forEach(this::close);
    }

    private synchronized void setClosed(String reason) {
        if (closedBecause == null) {
            closedBecause = reason;
        }
    }

    private void close(ClientConnection connection) {
        all.remove(connection);
        try {
            connection.close();
        } catch (IOException alreadyGone) {
            Log.debug("While closing a connection to a manager: " + alreadyGone);
        }
    }

    /** Which, and if it is closed, why. */
    @Override
    public String toString() {
        return name + end();
    }

    /** What its text ends with: nothing while it is open. */
    String end() {
        String reason = closedBecause;
        return reason == null ? "" : ": " + reason;
    }
}
