package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.RuntimeError;
import io.processpool.internal.spawn.SpawningScope;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/**
 * What all shared data has in common: memory, a lock or none, and how it reaches another process. Two handles are equal
 * if they are of the same class and the same memory.
 */
abstract class SharedData implements Serializable {

    private static final long serialVersionUID = 1;

    private final transient Kind kind;
    private final transient Block block;
    private final transient InterProcessLock lock; // null where it is raw

    SharedData(Kind kind, Block block, InterProcessLock lock) {
        this.kind = kind;
        this.block = block;
        this.lock = lock;
    }

    /**
     * Returns the lock that goes with this data: its own, or the one that it was created with. It is the same lock in
     * every process.
     *
     * <p>Nothing but {@code update} takes it by itself: hold it for whatever must happen in one step.
     *
     * @return the lock
     * @throws IllegalStateException if this is raw and has none
     */
    public final InterProcessLock getLock() {
        if (lock == null) {
            throw new IllegalStateException("a raw " + kind + " has no lock: create it with create(...)");
        }
        return lock;
    }

    /**
     * Compares two handles.
     *
     * @param other anything
     * @return whether it is a handle of the same data; the values do not matter
     */
    @Override
    public final boolean equals(Object other) {
        return other instanceof SharedData data && data.kind == kind && data.block.equals(block);
    }

    @Override
    public final int hashCode() {
        return block.hashCode();
    }

    final Kind kind() {
        return kind;
    }

    final Block block() {
        return block;
    }

    /** Returns the lock, or null. */
    final InterProcessLock lockOrNull() {
        return lock;
    }

    /** Takes the lock where there is one, for {@link #leave}. */
    final void enter() {
        if (lock != null) {
            lock.lock();
        }
    }

    final void leave() {
        if (lock != null) {
            lock.unlock();
        }
    }

    /** Travels as a handle, and only to a child that is being started. */
    final Object writeReplace() {
        if (!SpawningScope.isOpen()) {
            throw RuntimeError.inheritanceOnly(kind.toString());
        }
        return new SharedHandle(kind, block.handle(), lock);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("shared data travels as a handle only");
    }
}
