package io.processpool.worker.manager;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** An object in this server, and how many refer to it. */
final class Hosted {
    private final long id;
    private final Object target;
    private final ExposedMethods methods;

    /** References of clients and of messages on their way. Guarded by the directory. */
    int references;

    Hosted(long id, Object target, Class<?> service) {
        this.id = id;
        this.target = target;
        this.methods = ExposedMethods.of(service);
    }

    Object target() {
        return target;
    }

    /**
     * Calls one of the methods that may be called.
     *
     * @throws InvocationTargetException what it threw
     * @throws IllegalArgumentException if there is no such method, or the arguments are none for it
     */
    Object call(String method, Object[] arguments) throws InvocationTargetException {
        Method found = methods.find(method);
        if (found == null) {
            throw new IllegalArgumentException("object " + id + ", "
                    + target.getClass().getName() + ", has no method " + method + " that may be called");
        }
        try {
            return found.invoke(target, arguments);
        } catch (IllegalAccessException ofWhatWasMadeAccessible) {
            throw new IllegalStateException(ofWhatWasMadeAccessible);
        }
    }

    /** Whether what a call took away can be put back. */
    boolean isUndoable() {
        return target instanceof Undoable;
    }

    /** The caller died before it could hear what the call returned. */
    void undo(String method, Object value) {
        if (target instanceof Undoable undoable) {
            undoable.undo(method, value);
        }
    }
}
