package io.processpool.sync;

import io.processpool.internal.memory.SlotHandle;
import java.io.Serializable;

/**
 * A lock on its way to a child process.
 *
 * @param kind what it is
 * @param slot where its word is
 */
record LockHandle(LockKind kind, SlotHandle slot) implements Serializable {

    /** Opens the lock in the process that reads it; all handles of one lock share one entry there. */
    private Object readResolve() {
        return kind.open(slot.open());
    }
}
