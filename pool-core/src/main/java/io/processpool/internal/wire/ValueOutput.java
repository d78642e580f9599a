package io.processpool.internal.wire;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/**
 * Java serialization with two changes: what the JDK forgot to make serializable, or to write, travels in another form, and locks
 * are noticed.
 *
 * <p>A stream sees objects but not who refers to them, and a lock inside a JDK class is that class's business: a
 * blocking queue writes its own. So a lock is only noted here; who refers to it is asked afterwards, of a second walk,
 * and only then.
 */
class ValueOutput extends ObjectOutputStream {

    private boolean hasMetLock;

    ValueOutput(OutputStream target) throws IOException {
        super(target);
        enableReplaceObject(true);
    }

    final void writeValue(Object value) throws IOException {
        writeObject(value);
        flush();
    }

    /** Whether a JDK lock was written, by a user's class or by a JDK class. */
    final boolean hasMetLock() {
        return hasMetLock;
    }

    @Override
    protected Object replaceObject(Object object) throws IOException {
        if (object.getClass() == String.class) {
            return object;
        }
        Treatment treatment = Treatment.of(object);
        if (treatment == Treatment.LOCK) {
            hasMetLock = true;
        }
        return treatment.inPlaceOf(object);
    }
}
