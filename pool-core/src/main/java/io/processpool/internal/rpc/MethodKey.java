package io.processpool.internal.rpc;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The name of a method between client and server: with the types of its parameters, since names may be overloaded. Thread-safe. */
public final class MethodKey {
    // Bounded by the methods of the interfaces that are used.
    private static final Map<Method, String> KNOWN = new ConcurrentHashMap<>();

    private MethodKey() {}

    /** Its name, such as {@code put(java.lang.Object,java.lang.Object)}. */
    public static String of(Method method) {
        String known = KNOWN.get(method);
        if (known == null) {
            known = write(method);
            KNOWN.put(method, known);
        }
        return known;
    }

    private static String write(Method method) {
        StringBuilder key = new StringBuilder(method.getName()).append('(');
        for (Class<?> type : method.getParameterTypes()) {
            key.append(key.charAt(key.length() - 1) == '(' ? "" : ",").append(type.getName());
        }
        return key.append(')').toString();
    }
}
