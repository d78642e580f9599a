package io.processpool.pool;

import io.processpool.SerializationException;
import java.io.Serializable;

/**
 * A value that all tasks of a pool may read, which reaches each worker once: for a model, a dictionary or a table that would be serialized again with every item
 * if it were an argument. (The name is Apache Spark's; Python's pool has none, there one sets a global in the initializer.)
 *
 * <pre>{@code
 * try (Broadcast<Model> model = pool.broadcast(Model.load(file))) {
 *     List<Double> scores = pool.map(text -> model.value().score(text), texts);
 * }
 * }</pre>
 *
 * <p>The value is serialized when it is broadcast, into shared memory; a worker rebuilds it when a task first asks, and all its tasks get the same object: who
 * changes it changes it for the later tasks of that worker, and for nobody else. The broadcast itself may travel anywhere: in arguments, captured by a task,
 * in initargs, in results.
 *
 * <p>It lives until it is closed, or its pool has ended. Thread-safe.
 *
 * @param <T> type of the value
 */
public final class Broadcast<T> implements Serializable, AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final transient BroadcastMemory memory;

    // states: NOT_READ -> the value -> NOT_READ. Guarded by this. In the creator's JVM it is the value at once; it is
    // let go by close.
    private transient Object value;

    private static final Object NOT_READ = new Object();

    /** One of this JVM. */
    Broadcast(BroadcastMemory memory, T original) {
        this.memory = memory;
        this.value = original;
    }

    /** One that another JVM has created. */
    Broadcast(BroadcastMemory memory) {
        this.memory = memory;
        this.value = NOT_READ;
    }

    /**
     * The value. The first call in a worker rebuilds it, and other threads that ask wait meanwhile; in the JVM that has created it, it is the object that was
     * given to {@link ProcessPool#broadcast}.
     *
     * @return the same object for all callers of this JVM; may be null
     * @throws IllegalStateException if it was closed, or its pool has ended, before this JVM has read it
     * @throws SerializationException if it cannot be rebuilt here
     */
    @SuppressWarnings("unchecked") // What was broadcast as a T.
    public synchronized T value() {
        if (value == NOT_READ) {
            value = memory.read();
        }
        return (T) value;
    }

    /**
     * Frees the shared memory. Workers that have read the value keep it until they read another; those that have not cannot any more. In a worker this does
     * nothing. Closing twice does nothing.
     */
    @Override
    public void close() {
        if (memory.close()) {
            BroadcastHandle.forget(this);
            forget();
        }
    }

    /** Its value may be garbage. */
    synchronized void forget() {
        value = NOT_READ;
    }

    BroadcastMemory memory() {
        return memory;
    }

    private Object writeReplace() {
        return memory.handle();
    }

    /**
     * What it is.
     *
     * @return for people
     */
    @Override
    public String toString() {
        return "Broadcast[" + memory.lengthBytes() + " bytes]";
    }
}
