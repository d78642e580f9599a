package io.processpool.internal.wire;

import io.processpool.StandInException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A throwable as data: what is known of it without its class, and its serialized self where it has one.
 *
 * <p>Causes have selves of their own, so that a cause can be caught by its type when what wraps it is unknown here.
 */
final class ThrownRecord implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final StackTraceElement[] NO_FRAMES = {};
    private static final ThrownRecord[] NONE = {};

    private final String className;
    private final String message;
    private final StackTraceElement[] frames;
    private final ThrownRecord cause;
    private final ThrownRecord[] suppressed;

    /** The throwable, serialized with all that it refers to; null when it cannot travel. */
    private final byte[] self;

    /** The throwable with stand-ins for those inside it; null when there are none, or it cannot travel. */
    private final byte[] alone;

    /** Why there is no self. */
    private final String reason;

    ThrownRecord(
            Throwable thrown,
            StackTraceElement[] frames,
            ThrownRecord cause,
            ThrownRecord[] suppressed,
            byte[] self,
            byte[] alone,
            String reason) {
        this.className = thrown.getClass().getName();
        this.message = Failures.messageOf(thrown);
        this.frames = frames;
        this.cause = cause;
        this.suppressed = suppressed;
        this.self = self;
        this.alone = alone;
        this.reason = reason;
    }

    static ThrownRecord of(Throwable thrown) {
        return new ThrownRecorder(true).record(thrown);
    }

    /** Class and message only. */
    static ThrownRecord bare(Throwable thrown, Throwable why) {
        return new ThrownRecord(thrown, NO_FRAMES, null, NONE, null, null, Failures.describe(why));
    }

    /** The throwable, or a stand-in with the same trace. */
    Throwable rebuild(ObjectInputFilter filter) {
        if (self == null) {
            return standIn(reason, filter);
        }
        try {
            return read(self, filter);
        } catch (Throwable failure) {
            Failures.rethrowFatal(failure);
            return rebuildAlone(Failures.describe(failure), filter);
        }
    }

    private Throwable rebuildAlone(String why, ObjectInputFilter filter) {
        if (alone != null) {
            try {
                return read(alone, filter);
            } catch (Throwable failure) {
                Failures.rethrowFatal(failure);
            }
        }
        return standIn(why, filter);
    }

    private static Throwable read(byte[] bytes, ObjectInputFilter filter) {
        Object read = Payload.read(ByteBuffer.wrap(bytes), filter);
        return Objects.requireNonNull((Throwable) read, "a damaged message: nothing in place of a throwable");
    }

    /** Prints as the original; its causes and suppressed are rebuilt each by itself. */
    StandInException standIn(String why, ObjectInputFilter filter) {
        Throwable rebuiltCause = cause == null ? null : cause.rebuild(filter);
        StandInException standIn = new StandInException(className, message, rebuiltCause, why);
        standIn.setStackTrace(frames);
        for (ThrownRecord each : suppressed) {
            standIn.addSuppressed(each.rebuild(filter));
        }
        return standIn;
    }
}
