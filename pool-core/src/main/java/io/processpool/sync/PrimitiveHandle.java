package io.processpool.sync;

import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotHandle;
import java.io.Serializable;

/**
 * A primitive of several words on its way to a child process.
 *
 * @param kind what it is
 * @param slot where it is
 */
record PrimitiveHandle(Kind kind, SlotHandle slot) implements Serializable {

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
