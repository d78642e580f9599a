package io.processpool.internal.wire;

import io.processpool.SerializationException;
import java.io.ObjectInputFilter;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The short form of a record whose components all have one, or are such records themselves.
 *
 * <pre>
 *   +---------------+----------------------+------------+-------------------------------------------------+
 *   | RECORD (byte) | bytes of the (short) | class name | for each component: | length (int) | message |   |
 *   |               | class name           | (UTF-8)    |                                                 |
 *   +---------------+----------------------+------------+-------------------------------------------------+
 * </pre>
 *
 * <p>A tenth of the time of Java serialization, and what may travel stays the same: where that would do more than copy components (hooks, a shared
 * component that can be changed, a lock) it is left to do it. Stateless.
 */
final class CompactRecord {
    /** Behind the tags of {@link PrimitiveArray}. */
    static final byte RECORD = 48;

    private static final int MOST_DEPTH = 64;

    private CompactRecord() {}

    /** Writes the value if it is a record with a short form. @return whether it is; if not, nothing was written */
    static boolean write(Object value, ByteArrayBuilder target) {
        return write(value, target, 0);
    }

    private static boolean write(Object value, ByteArrayBuilder target, int depth) {
        RecordForm form = value.getClass().isRecord() && depth < MOST_DEPTH ? RecordForm.of(value.getClass()) : null;
        if (form == null) {
            return false;
        }
        int start = target.length();
        target.write(RECORD);
        target.write(form.name().length >>> Byte.SIZE);
        target.write(form.name().length);
        target.writeBytes(form.name());
        if (!writeComponents(value, form.fields(), target, depth)) {
            target.truncate(start);
            return false;
        }
        return true;
    }

    private static boolean writeComponents(Object value, Field[] fields, ByteArrayBuilder target, int depth) {
        int shareable = 0;
        for (Field field : fields) {
            Object component = get(field, value);
            shareable += isShareable(component) ? 1 : 0;
            int at = target.reserve(Integer.BYTES);
            boolean isWritten = shareable <= 1
                    && (CompactValue.writeAlone(component, target) || isRecordWritten(component, target, depth));
            if (!isWritten) {
                return false;
            }
            target.setInt(at, target.length() - at - Integer.BYTES);
        }
        return true;
    }

    private static boolean isRecordWritten(Object component, ByteArrayBuilder target, int depth) {
        return component instanceof Record && write(component, target, depth + 1);
    }

    /** What may be the same object as another component, or in it: Java serialization keeps that. One alone cannot be. */
    private static boolean isShareable(Object component) {
        return component instanceof Object[] || component instanceof Record || PrimitiveArray.is(component);
    }

    private static Object get(Field field, Object value) {
        try {
            return field.get(value);
        } catch (IllegalAccessException madeAccessible) {
            throw new AssertionError(madeAccessible);
        }
    }

    /**
     * Reads what stands behind the tag, up to the limit.
     *
     * @param filter asked for the class of each record
     */
    static Object read(ByteBuffer source, ObjectInputFilter filter) {
        MessageFilter watch = new MessageFilter(filter, source.remaining());
        try {
            return read(source.slice(), watch, 0);
        } catch (SerializationException failed) {
            throw failed;
        } catch (ClassNotFoundException missing) {
            throw ReadFailure.of(missing, missing.getMessage());
        } catch (InvocationTargetException thrown) {
            throw ReadFailure.of(thrown.getCause(), null);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            throw ReadFailure.of(failure, null);
        }
    }

    private static Object read(ByteBuffer source, MessageFilter watch, int depth) throws ReflectiveOperationException {
        Class<?> type = ReceivingClasses.find(takeName(source));
        RecordForm form = RecordForm.of(type);
        if (form == null || depth > MOST_DEPTH) {
            throw CompactValue.damaged(RECORD, source);
        }
        if (watch.checkInput(new Description(type, source.position(), depth + 1L))
                == ObjectInputFilter.Status.REJECTED) {
            throw watch.refusal(null);
        }
        Object[] components = new Object[form.fields().length];
        for (int i = 0; i < components.length; i++) {
            components[i] = readComponent(source, watch, depth);
        }
        return form.constructor().newInstance(components);
    }

    private static String takeName(ByteBuffer source) {
        int length = source.remaining() < Short.BYTES ? -1 : source.getShort();
        if (length < 0 || length > source.remaining()) {
            throw CompactValue.damaged(RECORD, source);
        }
        byte[] name = new byte[length];
        source.get(name);
        return new String(name, StandardCharsets.UTF_8);
    }

    private static Object readComponent(ByteBuffer source, MessageFilter watch, int depth)
            throws ReflectiveOperationException {
        int length = source.remaining() < Integer.BYTES ? -1 : source.getInt();
        if (length < 1 || length > source.remaining()) {
            throw CompactValue.damaged(RECORD, source);
        }
        ByteBuffer message = source.slice(source.position(), length);
        source.position(source.position() + length);
        if (message.get(0) == RECORD) {
            return read(message.position(1).slice(), watch, depth + 1);
        }
        if (message.get(0) == CompactValue.SERIALIZED) {
            throw CompactValue.damaged(RECORD, source);
        }
        return CompactValue.read(message);
    }

    /** What a filter is told of a record. */
    private record Description(Class<?> serialClass, long streamBytes, long depth)
            implements ObjectInputFilter.FilterInfo {
        @Override
        public long arrayLength() {
            return -1;
        }

        @Override
        public long references() {
            return 1;
        }
    }
}
