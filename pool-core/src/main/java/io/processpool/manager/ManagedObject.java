package io.processpool.manager;

import io.processpool.internal.rpc.ObjectKind;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/** What the proxies have in common that are equal if their objects are the same. */
abstract class ManagedObject implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient ObjectKind kind;
    private final transient ObjectReference reference;

    ManagedObject(ObjectKind kind, ObjectReference reference) {
        this.kind = kind;
        this.reference = reference;
    }

    final ObjectKind kind() {
        return kind;
    }

    final ObjectReference reference() {
        return reference;
    }

    /** What a proxy elsewhere needs to know, beside the object. */
    Object detail() {
        return null;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof ManagedObject that && that.reference.equals(reference);
    }

    @Override
    public final int hashCode() {
        return reference.hashCode();
    }

    final Object writeReplace() {
        return ProxyHandle.of(kind, reference, detail());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("an object of a manager travels as a handle only");
    }
}
