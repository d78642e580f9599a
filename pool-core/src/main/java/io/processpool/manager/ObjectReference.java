package io.processpool.manager;

import io.processpool.internal.log.Log;
import io.processpool.internal.rpc.ServerAddress;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.UUID;

/**
 * This JVM's reference to one object of a manager: the server keeps the object while there is one, and hears when this
 * one is garbage.
 *
 * <p>Thread-safe.
 */
final class ObjectReference {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Client client;
    private final long object;

    private ObjectReference(Client client, long object) {
        this.client = client;
        this.object = object;
    }

    /** Takes over a reference that the server has counted for this JVM. */
    static ObjectReference counted(Client client, long object) {
        ObjectReference reference = new ObjectReference(client, object);
        CLEANER.register(reference, new Release(client, object));
        return reference;
    }

    /** Refers to an object that a message names; the server counts that first, if it still is there. */
    static ObjectReference retain(Client client, long object, long ticket) {
        try {
            client.directory().retain(object, ticket);
        } catch (IllegalStateException gone) {
            // That is told by each call; what the reference came in is readable without it. It gives nothing back: if
            // the server just could not be reached for a moment, another one may be counted.
            Log.debug("Object " + object + " of the " + client + " cannot be reached: " + gone.getMessage());
            return new ObjectReference(client, object);
        }
        return counted(client, object);
    }

    Client client() {
        return client;
    }

    long object() {
        return object;
    }

    UUID manager() {
        return client.manager();
    }

    ServerAddress address() {
        return client.address();
    }

    /** Keeps the object alive without this JVM, until somebody refers to it by the ticket. */
    long lend() {
        try {
            return client.directory().lend(object);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Whether both are the same object of the same manager. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectReference that
                && that.object == object
                && that.manager().equals(manager());
    }

    @Override
    public int hashCode() {
        return 31 * manager().hashCode() + Long.hashCode(object);
    }

    @Override
    public String toString() {
        return "object " + object + " of the " + client;
    }

    private record Release(Client client, long object) implements Runnable {
        @Override
        public void run() {
            try {
                client.directory().release(object);
            } catch (ManagerClosedException gone) {
                Log.debug("Nothing to release: " + gone.getMessage());
            }
        }
    }
}
