package io.processpool.worker.manager;

import io.processpool.internal.rpc.LockService;
import io.processpool.internal.rpc.ObjectKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** An object in this server, and how many refer to it. */
final class Hosted {
    private final long id;
    private final Object target;
    private final Class<?> service;

    /** References of clients and of messages on their way. Guarded by the directory. */
    int references;

    Hosted(long id, Object target, Class<?> service) {
        this.id = id;
        this.target = target;
        this.service = service;
    }

    /** Makes and calls what nobody else will see. */
    static void rehearse() {
        Object lock = Kinds.make(null, ObjectKind.LOCK, new Object[0]);
        try {
            new Hosted(0, lock, LockService.class).call("tryLock()", new Object[0]);
        } catch (InvocationTargetException cannotBe) {
            throw new IllegalStateException(cannotBe);
        }
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
        Method found = ExposedMethods.of(service).find(method);
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
