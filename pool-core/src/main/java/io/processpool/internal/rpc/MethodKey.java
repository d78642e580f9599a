package io.processpool.internal.rpc;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What client and server call a method: its name with the types of its parameters, since names may be overloaded.
 *
 * @param text such as {@code put(java.lang.Object,java.lang.Object)}
 * @param isInterruptible whether it declares {@code InterruptedException}
 */
public record MethodKey(String text, boolean isInterruptible) {
    // Bounded by the methods of the interfaces that are used.
    private static final Map<Method, MethodKey> KNOWN = new ConcurrentHashMap<>();

    /** The key of a method. Thread-safe. */
    public static MethodKey of(Method method) {
        MethodKey known = KNOWN.get(method);
        if (known == null) {
            known = new MethodKey(text(method), isInterruptible(method));
            KNOWN.put(method, known);
        }
        return known;
    }

    private static String text(Method method) {
        StringBuilder key = new StringBuilder(method.getName()).append('(');
        for (Class<?> type : method.getParameterTypes()) {
            key.append(key.charAt(key.length() - 1) == '(' ? "" : ",").append(type.getName());
        }
        return key.append(')').toString();
    }

    private static boolean isInterruptible(Method method) {
        return Arrays.asList(method.getExceptionTypes()).contains(InterruptedException.class);
    }
}
