package io.processpool.pool;

import io.processpool.Inherit;
import io.processpool.RemoteRunnable;
import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.spawn.StaticCreation;
import io.processpool.internal.wire.Payload;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The values of {@link Inherit} static fields, on their way to a child, where running this sets them.
 *
 * <p>They travel in one message, so that what two of them refer to stays one object.
 */
final class InheritedFields implements RemoteRunnable {
    private static final long serialVersionUID = 1L;

    /** Written before the values: see {@link #readObject}. */
    private transient Class<?>[] owners;

    private transient Value[] values;

    /** What a field held when it was read. */
    private static final class Value implements Serializable {
        private static final long serialVersionUID = 1L;

        private final Class<?> owner;
        private final String field;
        private final Object value;

        Value(Class<?> owner, String field, Object value) {
            this.owner = owner;
            this.field = field;
            this.value = value;
        }

        Class<?> owner() {
            return owner;
        }

        String field() {
            return field;
        }

        Object value() {
            return value;
        }
    }

    private InheritedFields(Class<?>[] owners, Value[] values) {
        this.owners = owners;
        this.values = values;
    }

    /**
     * The fields of a class that children inherit, accessible.
     *
     * @throws IllegalArgumentException if it has none, or one that cannot be inherited
     */
    static List<Field> of(Class<?> owner) {
        List<Field> inherited = new ArrayList<>();
        for (Field field : owner.getDeclaredFields()) {
            if (field.isAnnotationPresent(Inherit.class)) {
                check(field);
                inherited.add(field);
            }
        }
        if (inherited.isEmpty()) {
            throw new IllegalArgumentException(
                    owner.getName() + " has no static field with @Inherit, so there is nothing to inherit from it");
        }
        return inherited;
    }

    /** Reads the values as they are now. */
    static InheritedFields read(Collection<Class<?>> owners) {
        List<Value> values = new ArrayList<>();
        for (Class<?> owner : owners) {
            for (Field field : of(owner)) {
                values.add(new Value(owner, field.getName(), valueOf(field)));
            }
        }
        return new InheritedFields(owners.toArray(new Class<?>[0]), values.toArray(new Value[0]));
    }

    /**
     * Looks, after all of them together were refused, for the one that is.
     *
     * @throws SerializationException if one cannot travel; its place is {@code Class.field}
     * @throws RuntimeError if one is, or holds, a lock that works in one JVM only
     */
    void refuse() {
        for (Value value : values) {
            try {
                Payload.write(value.value());
            } catch (RuntimeError | SerializationException refused) {
                throw Initializers.placed(refused, nameOf(value.owner(), value.field()));
            }
        }
    }

    /** In the child: initializes the classes as Java does, then sets the fields. */
    @Override
    public void run() throws ReflectiveOperationException {
        for (Class<?> owner : owners) {
            Class.forName(owner.getName(), true, owner.getClassLoader());
            Arrays.stream(owner.getDeclaredFields())
                    .filter(InheritedFields::isForgotten)
                    .forEach(InheritedFields::warn);
        }
        for (Value value : values) {
            Field field = value.owner().getDeclaredField(value.field());
            field.setAccessible(true);
            field.set(null, value.value());
        }
    }

    private static void check(Field field) {
        String name = nameOf(field.getDeclaringClass(), field.getName());
        if (!Modifier.isStatic(field.getModifiers())) {
            throw new IllegalArgumentException(
                    "@Inherit field " + name + " is not static: only static fields are inherited");
        }
        if (Modifier.isFinal(field.getModifiers())) {
            throw new IllegalArgumentException("@Inherit field " + name
                    + " is final: in a child its own static initializer sets it, and nobody can set it afterwards; remove"
                    + " final");
        }
        try {
            field.setAccessible(true);
        } catch (InaccessibleObjectException closed) {
            Class<?> owner = field.getDeclaringClass();
            throw new IllegalArgumentException(
                    "@Inherit field " + name + " is closed to this library: let the module descriptor of "
                            + owner.getModule().getName() + " say opens " + owner.getPackageName() + " to "
                            + InheritedFields.class.getModule().getName(),
                    closed);
        }
    }

    /** Whether a field, not marked, holds after the static initializer what only this child has. */
    private static boolean isForgotten(Field field) {
        if (!Modifier.isStatic(field.getModifiers()) || field.isAnnotationPresent(Inherit.class)) {
            return false;
        }
        return field.trySetAccessible() && isShared(valueOf(field));
    }

    private static boolean isShared(Object value) {
        return value != null && StaticCreation.isShared(value.getClass());
    }

    private static void warn(Field field) {
        Class<?> owner = field.getDeclaringClass();
        String kind = valueOf(field).getClass().getSimpleName();
        StaticCreation.warn(nameOf(owner, field.getName()) + " is initialized", owner, kind);
    }

    private static Object valueOf(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(field + " was made accessible", closed);
        }
    }

    private static String nameOf(Class<?> owner, String field) {
        return owner.getSimpleName() + "." + field;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.writeObject(owners);
        out.writeObject(values);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        owners = (Class<?>[]) in.readObject();
        // To read the values may initialize the classes.
        Arrays.stream(owners).forEach(StaticCreation::expect);
        values = (Value[]) in.readObject();
    }
}
