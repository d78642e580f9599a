package io.processpool.manager;

import io.processpool.internal.rpc.ObjectKind;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.ref.Reference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** What stands behind a proxy of one of the user's interfaces: calls go to the object in the server. */
final class UsersProxy implements InvocationHandler, Serializable {
    private static final long serialVersionUID = 1L;

    private final transient Class<?> type;
    private final transient ObjectReference reference;

    UsersProxy(Class<?> type, ObjectReference reference) {
        this.type = type;
        this.reference = reference;
    }

    static <T> T of(Class<T> type, ObjectReference reference) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new UsersProxy(type, reference)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() != Object.class) {
            try {
                return reference.client().call(reference.object(), method, arguments);
            } finally {
                Reference.reachabilityFence(reference); // This may be garbage before the call has been sent.
            }
        }
        return switch (method.getName()) {
            case "equals" -> isSame(arguments[0]);
            case "hashCode" -> reference.hashCode();
            default -> type.getSimpleName() + "[" + reference + "]";
        };
    }

    private boolean isSame(Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof UsersProxy that
                && that.reference.equals(reference);
    }

    private Object writeReplace() {
        return ProxyHandle.of(ObjectKind.USERS, reference, type);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("an object of a manager travels as a handle only");
    }
}
