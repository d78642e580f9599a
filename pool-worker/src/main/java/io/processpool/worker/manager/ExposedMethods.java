package io.processpool.worker.manager;

import io.processpool.internal.rpc.MethodKey;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/** The methods of an interface, which is the list of what may be called. Immutable. */
final class ExposedMethods {
    private static final ClassValue<ExposedMethods> KNOWN = new ClassValue<>() {
        @Override
        protected ExposedMethods computeValue(Class<?> service) {
            return new ExposedMethods(service);
        }
    };

    private final Map<String, Method> byKey = new HashMap<>();

    private ExposedMethods(Class<?> service) {
        for (Method method : service.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                // The interface may be public in name only.
                method.setAccessible(true);
                byKey.put(MethodKey.of(method).text(), method);
            }
        }
    }

    static ExposedMethods of(Class<?> service) {
        return KNOWN.get(service);
    }

    /** The method, or null. */
    Method find(String key) {
        return byKey.get(key);
    }
}
