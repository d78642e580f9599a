package io.processpool.internal.wire;

import java.io.IOException;

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
        byte[] mended = whole.bytes() == null ? writeMended(thrown) : null;
        return mended == null ? whole : new SerializedSelf(mended, null);
    }

    private static SerializedSelf whole(Throwable thrown) {
        try {
            return new SerializedSelf(Payload.write(thrown), null);
        } catch (Throwable failure) {
            Failures.rethrowFatal(failure);
            return new SerializedSelf(null, Failures.describe(failure));
        }
    }

    private static byte[] writeMended(Throwable thrown) {
        try {
            ByteArrayBuilder target = new ByteArrayBuilder();
            target.write(CompactValue.SERIALIZED);
            MendingOutput stream = new MendingOutput(thrown, target);
            stream.writeValue(thrown);
            return stream.hasMetLock() ? null : target.toByteArray();
        } catch (Throwable failure) {
            Failures.rethrowFatal(failure);
            return null;
        }
    }

    /** Puts stand-ins in the place of the throwables inside another one that cannot travel. */
    private static final class MendingOutput extends ValueOutput {

        private final Throwable root;

        MendingOutput(Throwable root, ByteArrayBuilder target) throws IOException {
            super(target);
            this.root = root;
        }

        @Override
        protected Object replaceObject(Object object) throws IOException {
            if (object instanceof Throwable inner && inner != root) {
                SerializedSelf self = SerializedSelf.whole(inner);
                if (self.bytes() == null) {
                    return new ThrownRecorder(false).record(inner).standIn(self.reason());
                }
            }
            return super.replaceObject(object);
        }
    }
}
