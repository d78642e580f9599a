package io.processpool.manager;

import io.processpool.internal.rpc.ObjectKind;
import io.processpool.internal.rpc.ServerAddress;
import io.processpool.internal.rpc.StrangersScope;
import io.processpool.internal.wire.Escort;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.util.UUID;

/** What a proxy travels as, in arguments, results and messages to managers: where its object is. No secret is in it. */
final class ProxyHandle implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Whose object it is. */
    private final UUID manager;
    /** Of its server, for who does not know that manager. */
    private final ServerAddress address;
    /** Its id. */
    private final long object;
    /** Decides the class of the proxy. */
    private final ObjectKind kind;
    /** What else that class needs to know, or null. */
    private final Object detail;
    /** By which the object is kept on the way, or 0 if the message's sender keeps it. */
    private final long ticket;

    ProxyHandle(UUID manager, ServerAddress address, long object, ObjectKind kind, Object detail, long ticket) {
        this.manager = manager;
        this.address = address;
        this.object = object;
        this.kind = kind;
        this.detail = detail;
        this.ticket = ticket;
    }

    static ProxyHandle of(ObjectKind kind, ObjectReference reference, Object detail) {
        long ticket = Escort.join(reference) ? 0 : reference.lend();
        return new ProxyHandle(reference.manager(), reference.address(), reference.object(), kind, detail, ticket);
    }

    private Object readResolve() throws InvalidObjectException {
        if (StrangersScope.isOpen() && !Clients.isKnown(manager)) {
            throw new InvalidObjectException("a reference to an object of another manager, at " + address);
        }
        ObjectReference reference = ObjectReference.retain(Clients.of(manager, address), object, ticket);
        return switch (kind) {
            case LOCK, REENTRANT_LOCK -> new LockProxy(kind, reference);
            case CONDITION -> new ConditionProxy(reference, (LockProxy) detail);
            case SEMAPHORE -> new SemaphoreProxy(reference);
            case EVENT -> new EventProxy(reference);
            case BARRIER -> new BarrierProxy(reference);
            case MAP -> new MapProxy<>(reference);
            case NAMESPACE -> new NamespaceProxy(reference);
            case SET -> new SetProxy<>(reference);
            case LIST -> new ListProxy<>(reference);
            case QUEUE -> new QueueProxy<>(reference);
            case VALUE -> new ValueProxy<>(reference);
            case USERS -> new UsersProxy((Class<?>) detail, reference);
        };
    }
}
