package io.processpool.internal.wire;

import io.processpool.RuntimeError;
import io.processpool.internal.spawn.SpawningScope;
import java.io.Serializable;

/** Behaves as the locks of this library do: travels as a handle while a worker starts, and refuses otherwise. */
final class OwnLock implements Serializable {

    private static final long serialVersionUID = 1L;

    private Object writeReplace() {
        if (!SpawningScope.isOpen()) {
            throw RuntimeError.inheritanceOnly("Lock");
        }
        return new Handle();
    }

    private static final class Handle implements Serializable {

        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            return new OwnLock();
        }
    }
}
