package io.processpool.internal.wire;

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
        ValueInput[] used = new ValueInput[1];
        try {
            return read(source, filter, used);
        } catch (Throwable failure) {
            throw ReadFailure.of(failure, used[0] == null ? null : used[0].missingClass());
        }
    }

    private static Object read(ByteBuffer source, ObjectInputFilter filter, ValueInput[] used)
            throws IOException, ClassNotFoundException {
        if (source.hasRemaining()) {
            source.get();
        }
        used[0] = new ValueInput(new ByteBufferInput(source));
        if (filter != null) {
            used[0].setObjectInputFilter(filter);
        }
        return used[0].readObject();
    }
}
