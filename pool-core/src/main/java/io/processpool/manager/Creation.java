package io.processpool.manager;

import io.processpool.internal.rpc.ObjectKind;

/** Makes objects in a manager's server. */
final class Creation {
    private Creation() {}

    static ObjectReference create(Client client, ObjectKind kind, Object... arguments) {
        return ObjectReference.counted(client, client.directory().create(kind.name(), arguments));
    }

    static ConditionProxy condition(LockProxy lock) {
        ObjectReference reference = lock.reference();
        return new ConditionProxy(create(reference.client(), ObjectKind.CONDITION, reference.object()), lock);
    }
}
