package io.processpool.internal.wire;

import io.processpool.SerializationException;
import java.io.ObjectInputFilter;
import java.nio.ByteBuffer;

/** What a task threw, as a message: its description always, itself where it can travel. */
final class ThrownPayload {

    private ThrownPayload() {}

    static byte[] write(Throwable thrown) {
        try {
            return Payload.write(ThrownRecord.of(thrown));
        } catch (Throwable failure) {
            // A description holds nothing of the user's; but the stack may be short, and a task's end must be told.
            Failures.rethrowFatal(failure);
            return Payload.write(ThrownRecord.bare(thrown, failure));
        }
    }

    static Throwable read(ByteBuffer source, ObjectInputFilter filter) {
        try {
            return ((ThrownRecord) Payload.read(source, filter)).rebuild(filter);
        } catch (SerializationException damaged) {
            return damaged;
        } catch (Throwable failure) {
            Failures.rethrowFatal(failure);
            String problem = "what the task threw cannot be rebuilt: " + Failures.describe(failure);
            return new SerializationException(problem, "", failure);
        }
    }
}
