package io.processpool.sync;

import io.processpool.internal.memory.SlotHandle;
import java.io.Serializable;

/** A lock on its way to a child process. */
final class LockHandle implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What it is. */
    private final LockKind kind;
    /** Where its word is. */
    private final SlotHandle slot;

    LockHandle(LockKind kind, SlotHandle slot) {
        this.kind = kind;
        this.slot = slot;
    }

    /** Opens the lock in the process that reads it; all handles of one lock share one entry there. */
    private Object readResolve() {
        return kind.open(slot.open());
    }
}
