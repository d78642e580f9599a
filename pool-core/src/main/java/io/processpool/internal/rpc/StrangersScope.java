package io.processpool.internal.rpc;

/**
 * Says that this thread is reading what somebody from outside the family has sent, who shall not make it connect to
 * places that he names.
 */
public final class StrangersScope implements AutoCloseable {
    private static final ThreadLocal<Boolean> OPEN = new ThreadLocal<>();

    private StrangersScope() {}

    /** Opens it for the current thread. They do not nest. */
    public static StrangersScope open() {
        OPEN.set(true);
        return new StrangersScope();
    }

    /** Whether the current thread has opened one. */
    public static boolean isOpen() {
        return OPEN.get() != null;
    }

    @Override
    public void close() {
        OPEN.remove();
    }
}
