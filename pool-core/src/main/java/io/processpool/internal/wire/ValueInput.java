package io.processpool.internal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Map;

/**
 * Java deserialization that finds classes as the receiving thread does: by its context class loader, then by the
 * loader of this library.
 */
final class ValueInput extends ObjectInputStream {

    private static final Map<String, Class<?>> PRIMITIVES = Map.of(
            "boolean", boolean.class,
            "byte", byte.class,
            "char", char.class,
            "short", short.class,
            "int", int.class,
            "long", long.class,
            "float", float.class,
            "double", double.class,
            "void", void.class);

    /** The first class that was not found; the JDK's own error may hide it behind a ClassCastException. */
    private String missingClass;

    ValueInput(InputStream source) throws IOException {
        super(source);
    }

    /** The first class that was not found, or null. */
    String missingClass() {
        return missingClass;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass descriptor) throws ClassNotFoundException {
        String name = descriptor.getName();
        Class<?> primitive = PRIMITIVES.get(name);
        return primitive != null ? primitive : load(name);
    }

    @Override
    @SuppressWarnings("deprecation") // the class is wanted before there is a handler to make an instance with
    protected Class<?> resolveProxyClass(String[] interfaces) throws ClassNotFoundException {
        Class<?>[] loaded = new Class<?>[interfaces.length];
        ClassLoader loader = ReceivingClasses.contextLoader();
        for (int i = 0; i < interfaces.length; i++) {
            loaded[i] = load(interfaces[i]);
            // An interface that is not public can be implemented in its own loader only.
            if (!Modifier.isPublic(loaded[i].getModifiers())) {
                loader = loaded[i].getClassLoader();
            }
        }
        try {
            return Proxy.getProxyClass(loader, loaded);
        } catch (IllegalArgumentException e) {
            throw new ClassNotFoundException("a proxy of " + String.join(", ", interfaces), e);
        }
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        try {
            return ReceivingClasses.find(name);
        } catch (ClassNotFoundException notThere) {
            if (missingClass == null) {
                missingClass = name;
            }
            throw notThere;
        }
    }
}
