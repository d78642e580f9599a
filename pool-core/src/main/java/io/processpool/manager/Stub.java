package io.processpool.manager;

import java.lang.ref.Reference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** The methods of one service, each of which calls the object in the server. Thread-safe. */
final class Stub implements InvocationHandler {
    private final Client client;
    private final long object;
    // Keeps the object alive as long as the stub is.
    private final ObjectReference reference;

    private Stub(Client client, long object, ObjectReference reference) {
        this.client = client;
        this.object = object;
        this.reference = reference;
    }

    /** A stub of one of the objects that are always there. */
    static <S> S of(Class<S> service, Client client, long object) {
        return make(service, new Stub(client, object, null));
    }

    /** A stub of an object. */
    static <S> S of(Class<S> service, ObjectReference reference) {
        return make(service, new Stub(reference.client(), reference.object(), reference));
    }

    /** Makes the class of the stubs of a service, which takes some milliseconds. */
    static void rehearse(Class<?> service) {
        make(service, new Stub(null, 0, null));
    }

    private static <S> S make(Class<S> service, Stub stub) {
        return service.cast(Proxy.newProxyInstance(service.getClassLoader(), new Class<?>[] {service}, stub));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return invokeOnThis(proxy, method, arguments);
        }
        try {
            return client.call(object, method, arguments);
        } finally {
            Reference.reachabilityFence(reference); // Whose proxy may be garbage before the call has been sent.
        }
    }

    private Object invokeOnThis(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "stub of " + (reference == null ? client + " object " + object : reference);
        };
    }
}
