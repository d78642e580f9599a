package io.processpool.sync;

import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotHandle;
import java.io.Serializable;

/** A primitive of several words on its way to a child process. */
final class PrimitiveHandle implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What it is. */
    private final Kind kind;
    /** Where it is. */
    private final SlotHandle slot;

    PrimitiveHandle(Kind kind, SlotHandle slot) {
        this.kind = kind;
        this.slot = slot;
    }

    /** What a handle is opened as. */
    enum Kind {
        EVENT,
        SEMAPHORE,
        BOUNDED_SEMAPHORE,
        READ_WRITE_LOCK;

        private Primitive open(Slot slot) {
            return switch (this) {
                case EVENT -> new ProcessEvent(slot);
                case SEMAPHORE -> new ProcessSemaphore(slot, "Semaphore");
                case BOUNDED_SEMAPHORE -> new ProcessBoundedSemaphore(slot);
                case READ_WRITE_LOCK -> new ProcessReadWriteLock(slot);
            };
        }
    }

    private Object readResolve() {
        return kind.open(slot.open());
    }
}
