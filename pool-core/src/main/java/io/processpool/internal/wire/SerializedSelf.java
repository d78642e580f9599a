package io.processpool.internal.wire;

import java.io.IOException;
import java.util.function.Function;

/**
 * A throwable through Java serialization, if it can be had.
 *
 * @param bytes a message for {@link Payload#read(byte[], int, int)}, or null
 * @param reason why there is none, or null
 */
record SerializedSelf(byte[] bytes, String reason) {

    static final SerializedSelf OMITTED = new SerializedSelf(null, "it is known by its description only");

    /** All of it if possible, else with stand-ins for the causes that cannot travel, else a reason. */
    static SerializedSelf of(Throwable thrown) {
        SerializedSelf whole = whole(thrown);
        byte[] mended = whole.bytes() == null
                ? writeMended(thrown, inner -> whole(inner).reason())
                : null;
        return mended == null ? whole : new SerializedSelf(mended, null);
    }

    /** Itself with stand-ins for all throwables inside, for a reader that lacks one of their classes; null when there are none. */
    static byte[] alone(Throwable thrown) {
        boolean wraps = ThrownRecorder.causeOf(thrown) != null || thrown.getSuppressed().length > 0;
        return wraps ? writeMended(thrown, inner -> "its class may be missing in the receiving process") : null;
    }

    private static SerializedSelf whole(Throwable thrown) {
        try {
            return new SerializedSelf(Payload.write(thrown), null);
        } catch (Throwable failure) {
            Failures.rethrowFatal(failure);
            return new SerializedSelf(null, Failures.describe(failure));
        }
    }

    /** With a stand-in for each throwable inside that must not travel for a reason. */
    private static byte[] writeMended(Throwable thrown, Function<Throwable, String> reasonToReplace) {
        try {
            ByteArrayBuilder target = new ByteArrayBuilder();
            target.write(CompactValue.SERIALIZED);
            MendingOutput stream = new MendingOutput(thrown, reasonToReplace, target);
            stream.writeValue(thrown);
            return stream.hasMetLock() ? null : target.toByteArray();
        } catch (Throwable failure) {
            Failures.rethrowFatal(failure);
            return null;
        }
    }

    /** Puts stand-ins in the place of throwables inside another one. */
    private static final class MendingOutput extends ValueOutput {

        private final Throwable root;
        private final Function<Throwable, String> reasonToReplace;

        MendingOutput(Throwable root, Function<Throwable, String> reasonToReplace, ByteArrayBuilder target)
                throws IOException {
            super(target);
            this.root = root;
            this.reasonToReplace = reasonToReplace;
        }

        @Override
        protected Object replaceObject(Object object) throws IOException {
            if (object instanceof Throwable inner && inner != root) {
                String reason = reasonToReplace.apply(inner);
                if (reason != null) {
                    return new ThrownRecorder(false).record(inner).standIn(reason, ReadFilter.ofThisProcess());
                }
            }
            return super.replaceObject(object);
        }
    }
}
