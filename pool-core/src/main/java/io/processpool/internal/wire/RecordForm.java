package io.processpool.internal.wire;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How the records of one class are taken apart and put together, as Java serialization does it: by their fields, and by their canonical constructor.
 * Immutable.
 *
 * @param name of the class, in UTF-8
 * @param fields one for each component, in their order
 * @param constructor the canonical one
 */
record RecordForm(byte[] name, Field[] fields, Constructor<?> constructor) {
    private static final int LONGEST_NAME = Short.MAX_VALUE;

    /** Empty for classes that only Java serialization can treat rightly. */
    private static final ClassValue<Optional<RecordForm>> KNOWN = new ClassValue<>() {
        @Override
        protected Optional<RecordForm> computeValue(Class<?> type) {
            return isPlainRecord(type) ? reflect(type) : Optional.empty();
        }
    };

    /** The form of a class; null if it has none. */
    static RecordForm of(Class<?> type) {
        return KNOWN.get(type).orElse(null);
    }

    private static boolean isPlainRecord(Class<?> type) {
        return type.isRecord()
                && Serializable.class.isAssignableFrom(type)
                && isOpen(type)
                && Treatment.ofClass(type) == Treatment.PLAIN
                && !declares(type, "writeReplace")
                && !declares(type, "readResolve");
    }

    /** Whether its private parts may be looked at; Java serialization asks nobody. */
    private static boolean isOpen(Class<?> type) {
        return !type.getModule().isNamed() || type.getModule() == RecordForm.class.getModule();
    }

    private static boolean declares(Class<?> type, String hook) {
        try {
            return !Modifier.isStatic(type.getDeclaredMethod(hook).getModifiers());
        } catch (NoSuchMethodException absent) {
            return false;
        }
    }

    private static Optional<RecordForm> reflect(Class<?> type) {
        byte[] name = type.getName().getBytes(StandardCharsets.UTF_8);
        if (name.length > LONGEST_NAME) {
            return Optional.empty();
        }
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Field[] fields = new Field[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                fields[i] = type.getDeclaredField(components[i].getName());
                fields[i].setAccessible(true);
            }
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(new RecordForm(name, fields, constructor));
        } catch (ReflectiveOperationException | LinkageError incomplete) {
            return Optional.empty(); // Java serialization says what is wrong with it.
        }
    }
}
