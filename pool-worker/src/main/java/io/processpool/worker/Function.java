package io.processpool.worker;

import io.processpool.RemoteFunction;
import io.processpool.SerializationException;
import io.processpool.internal.wire.Payload;
import java.nio.ByteBuffer;

/**
 * The function of a call. It is rebuilt for the first item that needs it, when that has been claimed: what that does to this worker is done by an item.
 * Where it fails, its failure is that of each item.
 */
final class Function {
    // states: a payload -> a task or a failure. For the task's thread.
    private ByteBuffer payload;
    private final boolean isTooLarge;
    private RemoteFunction<Object, Object> task;
    private SerializationException failure;

    /** A function in a payload, which must stay until the first {@link #read}; null for one that does not fit into the memory of this JVM. */
    Function(ByteBuffer payload) {
        this.payload = payload;
        this.isTooLarge = payload == null;
    }

    boolean isTooLarge() {
        return isTooLarge;
    }

    /**
     * Rebuilds it, unless that has been done. An {@link Error} is thrown, and the next item tries again.
     *
     * @throws SerializationException if it cannot be rebuilt
     */
    @SuppressWarnings("unchecked") // The caller's compiler has matched the function and its arguments.
    void read() {
        if (isTooLarge) {
            throw new OutOfMemoryError(
                    "the function, with what it captures, does not fit into the memory of this worker");
        }
        if (payload != null) {
            try {
                task = (RemoteFunction<Object, Object>) Payload.read(payload.duplicate());
            } catch (SerializationException cannotBeRebuilt) {
                failure = Answers.withoutFrames(cannotBeRebuilt);
            }
            payload = null;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** To be called after {@link #read}. */
    Object apply(Object argument) throws Exception {
        return task.apply(argument);
    }
}
