package io.processpool.internal.wire;

import io.processpool.SerializationException;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.nio.ByteBuffer;

/** The general form: Java serialization, one stream for each value. */
final class SerializedValue {

    private SerializedValue() {}

    /** Appends the message; what a failure leaves behind is for the caller to remove. */
    static void write(Object value, ByteArrayBuilder target) {
        if (writeGraph(value, target)) {
            WriteFailure.refuseUsersLock(value);
        }
    }

    /** Writes whatever Java lets travel. @return whether there was a lock in it */
    private static boolean writeGraph(Object value, ByteArrayBuilder target) {
        try {
            target.write(CompactValue.SERIALIZED);
            ValueOutput stream = new ValueOutput(target);
            stream.writeValue(value);
            return stream.hasMetLock();
        } catch (Throwable failure) {
            throw WriteFailure.of(value, failure);
        }
    }

    static Object read(ByteBuffer source, ObjectInputFilter filter) {
        MessageFilter watch = new MessageFilter(filter, source.remaining());
        ValueInput[] used = new ValueInput[1];
        try {
            return read(source, watch, used);
        } catch (Throwable failure) {
            Failures.rethrowFatal(failure);
            SerializationException refusal = watch.refusal(failure);
            throw refusal != null ? refusal : ReadFailure.of(failure, used[0] == null ? null : used[0].missingClass());
        }
    }

    private static Object read(ByteBuffer source, MessageFilter watch, ValueInput[] used)
            throws IOException, ClassNotFoundException {
        if (source.hasRemaining()) {
            source.get();
        }
        used[0] = new ValueInput(new ByteBufferInput(source));
        used[0].setObjectInputFilter(watch);
        return used[0].readObject();
    }
}
