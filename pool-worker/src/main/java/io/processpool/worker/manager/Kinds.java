package io.processpool.worker.manager;

import io.processpool.RemoteRunnable;
import io.processpool.internal.rpc.ObjectKind;

/** Makes the objects that a server has by itself. */
final class Kinds {
    private Kinds() {}

    /**
     * Makes one.
     *
     * @throws IllegalArgumentException if the arguments are none for it
     */
    static Object make(Directory directory, ObjectKind kind, Object[] arguments) {
        try {
            return switch (kind) {
                case LOCK -> new ServedLock(false);
                case REENTRANT_LOCK -> new ServedLock(true);
                case CONDITION -> new ServedCondition(lock(directory, (long) arguments[0]));
                case SEMAPHORE -> new ServedSemaphore((int) arguments[0], (int) arguments[1], (boolean) arguments[2]);
                case EVENT -> new ServedEvent();
                case BARRIER ->
                    new ServedBarrier((int) arguments[0], (RemoteRunnable) arguments[1], (long) arguments[2]);
                case MAP, NAMESPACE -> new ServedMap();
                case SET -> new ServedSet();
                case LIST -> new ServedList((boolean) arguments[0], (Object[]) arguments[1]);
                case QUEUE -> new ServedQueue((int) arguments[0]);
                case VALUE -> new ServedValue(arguments[0]);
                case USERS -> throw new IllegalArgumentException("the user's objects are made by their factories");
            };
        } catch (ClassCastException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no arguments for " + kind + ": " + e.getMessage(), e);
        }
    }

    private static ServedLock lock(Directory directory, long object) {
        return (ServedLock) directory.find(object).target();
    }
}
