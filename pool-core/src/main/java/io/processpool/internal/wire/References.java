package io.processpool.internal.wire;

import io.processpool.Args2;
import io.processpool.Args3;
import io.processpool.Args4;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The references that a user made, with their names: fields of the user's classes, elements of arrays and of the JDK's
 * containers, what a lambda captured. What a JDK class keeps in fields of its own is not among them.
 */
final class References {

    /** Is shown each reference. */
    interface Visitor {

        /**
         * Sees one reference.
         *
         * @param label such as {@code Order.lock} or {@code [3]}; empty where a name would only be noise
         * @param child what is referred to
         * @return whether to go on
         */
        boolean visit(String label, Object child);
    }

    private References() {}

    /** Shows the references of an object until the visitor has seen enough. What cannot be looked into is left out. */
    static void visit(Object owner, Visitor visitor) {
        try {
            // The fields of a lambda are the JVM's; what it captured has a name of its own.
            if (owner.getClass().isHidden() || fields(owner, visitor)) {
                elements(owner, visitor);
            }
        } catch (RuntimeException | LinkageError e) {
            // A module that is not open to us, or an iterator of the user's that throws. Fewer names are known then;
            // what travels is known from the probe all the same.
        }
    }

    /** The name of a class as short as its readers can take it. */
    static String nameOf(Class<?> type) {
        String simple = type.getSimpleName();
        return simple.isEmpty() ? type.getName().substring(type.getName().lastIndexOf('.') + 1) : simple;
    }

    private static boolean elements(Object owner, Visitor visitor) {
        if (owner instanceof Object[] array) {
            return array(array, visitor);
        } else if (owner instanceof SerializedLambda lambda) {
            return captured(lambda, visitor);
        } else if (owner instanceof Collection<?> collection) {
            return collection(collection, visitor);
        } else if (owner instanceof Map<?, ?> map) {
            return map(map, visitor);
        } else if (owner instanceof Map.Entry<?, ?> entry) {
            return visitor.visit(".key", entry.getKey()) && visitor.visit(".value", entry.getValue());
        } else if (owner instanceof Optional<?> optional) {
            return optional.isEmpty() || visitor.visit("", optional.get());
        } else if (owner instanceof AtomicReference<?> reference) {
            return visitor.visit("", reference.get());
        } else if (owner instanceof Throwable thrown) {
            return visitor.visit(nameOf(owner.getClass()) + ".cause", thrown.getCause());
        }
        return true;
    }

    private static boolean array(Object[] array, Visitor visitor) {
        for (int i = 0; i < array.length; i++) {
            if (array[i] != null && !visitor.visit("[" + i + "]", array[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean captured(SerializedLambda lambda, Visitor visitor) {
        String of = " of " + LambdaNames.describe(lambda);
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            if (!visitor.visit("captured argument " + i + of, lambda.getCapturedArg(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean collection(Collection<?> collection, Visitor visitor) {
        int i = 0;
        for (Object element : collection) {
            if (!visitor.visit("[" + i++ + "]", element)) {
                return false;
            }
        }
        return !(collection instanceof SortedSet<?> sorted) || visitor.visit(".comparator", sorted.comparator());
    }

    private static boolean map(Map<?, ?> map, Visitor visitor) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = describeKey(entry.getKey());
            if (!visitor.visit("[" + key + "]", entry.getValue())
                    || !visitor.visit("[key " + key + "]", entry.getKey())) {
                return false;
            }
        }
        return !(map instanceof SortedMap<?, ?> sorted) || visitor.visit(".comparator", sorted.comparator());
    }

    /** Only what cannot run code of the user's. */
    private static String describeKey(Object key) {
        if (key instanceof String text) {
            return "\"" + (text.length() <= 40 ? text : text.substring(0, 40) + "...") + "\"";
        }
        if (key instanceof Enum<?> constant) {
            return constant.name();
        }
        return key == null || GraphWalk.isLeaf(key) ? String.valueOf(key) : "a " + nameOf(key.getClass());
    }

    private static boolean fields(Object owner, Visitor visitor) {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            // What travels by itself comes first: a transient field travels only by a writeObject that says so.
            if (!JdkClasses.contains(type)
                    && !(fields(owner, type, false, visitor) && fields(owner, type, true, visitor))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fields(Object owner, Class<?> type, boolean areTransient, Visitor visitor) {
        for (Field field : type.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            boolean isWanted = !field.getType().isPrimitive()
                    && !Modifier.isStatic(modifiers)
                    && Modifier.isTransient(modifiers) == areTransient;
            if (isWanted && !visitor.visit(labelOf(field), valueOf(field, owner))) {
                return false;
            }
        }
        return true;
    }

    private static Object valueOf(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " is accessible and yet is not", e);
        }
    }

    private static String labelOf(Field field) {
        Class<?> type = field.getDeclaringClass();
        Place place = field.getAnnotation(Place.class);
        if (place != null) {
            return place.value();
        }
        if (type == Args2.class || type == Args3.class || type == Args4.class) {
            return "argument " + List.of("first", "second", "third", "fourth").indexOf(field.getName());
        }
        return nameOf(type) + "." + field.getName();
    }
}
