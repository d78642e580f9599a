package io.processpool.sync;

import io.processpool.RuntimeError;
import io.processpool.internal.memory.Futex;
import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.SpawningScope;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the primitives of several words have in common: a slot whose beginning is the lock of their {@link Guard}, and a
 * handle to travel as.
 *
 * <pre>
 *  The area:   0 | the guard's lock, see {@link LockWord} |  40 | bell (32 bits) |  48 | fields
 *            112 | of the guard's lock | 120 | when somebody last looked for the dead, see {@link Guard}
 *            128 | what is longer
 * </pre>
 */
abstract class Primitive implements Serializable {

    private static final long serialVersionUID = 1;

    /** The place of the bell within the area. */
    static final int BELL_OFFSET = 40;

    /** The place of the first of the primitive's own fields, of 8 bytes each. */
    static final int FIELDS_OFFSET = 48;

    /** The place of what does not fit into the fields. */
    static final int MORE_OFFSET = SlotAllocator.SLOT_BYTES;

    final transient Slot slot;
    final transient Bell bell;
    private final transient String pythonName;

    Primitive(Slot slot, String pythonName) {
        this.slot = slot;
        this.bell = Bell.of(slot.segment(), slot.offset() + BELL_OFFSET);
        this.pythonName = pythonName;
    }

    Words words() {
        return slot.words();
    }

    /** Returns where a part of the area is in the segment. */
    int at(int place) {
        return slot.offset() + place;
    }

    /** Reads a field, with volatile ordering. */
    long get(int field) {
        return slot.words().getLongVolatile(slot.offset() + field);
    }

    /** Writes a field, with volatile ordering. */
    void set(int field, long value) {
        slot.words().setLongVolatile(slot.offset() + field, value);
    }

    /** Returns what the child process reads in place of this. */
    abstract Object handle();

    /** Converts a time-out; one of centuries is the longest possible. */
    static long nanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException tooLong) {
            return timeout.isNegative() ? 0 : Bell.FOREVER_NANOS;
        }
    }

    /**
     * Compares two handles.
     *
     * @param other anything
     * @return whether it is a handle of the same primitive
     */
    @Override
    public final boolean equals(Object other) {
        return other instanceof Primitive primitive && primitive.slot.equals(slot);
    }

    @Override
    public final int hashCode() {
        return slot.hashCode();
    }

    /** Travels as a handle, and only to a child that is being started. */
    final Object writeReplace() {
        requireSpawning();
        // This process may have to wake the child soon.
        Futex.requestSoon();
        return handle();
    }

    /** Refuses to travel to a process that already runs. */
    final void requireSpawning() {
        if (!SpawningScope.isOpen()) {
            throw RuntimeError.inheritanceOnly(pythonName);
        }
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a primitive in shared memory travels as a handle only");
    }
}
