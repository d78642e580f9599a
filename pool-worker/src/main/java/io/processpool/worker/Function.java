package io.processpool.worker;

import io.processpool.RemoteFunction;
import io.processpool.SerializationException;
import io.processpool.internal.wire.Payload;
import java.nio.ByteBuffer;

/** The function of a call, or why it could not be rebuilt, which is then the failure of each of its items. */
final class Function {
    private final RemoteFunction<Object, Object> task;
    private final SerializationException failure;

    private Function(RemoteFunction<Object, Object> task, SerializationException failure) {
        this.task = task;
        this.failure = failure;
    }

    @SuppressWarnings("unchecked") // The caller's compiler has matched the function and its arguments.
    static Function read(ByteBuffer payload) {
        try {
            return new Function((RemoteFunction<Object, Object>) Payload.read(payload), null);
        } catch (SerializationException cannotBeRebuilt) {
            return new Function(null, cannotBeRebuilt);
        }
    }

    Object apply(Object argument) throws Exception {
        if (failure != null) {
            throw failure;
        }
        return task.apply(argument);
    }
}
