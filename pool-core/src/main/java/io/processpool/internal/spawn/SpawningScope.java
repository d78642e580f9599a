package io.processpool.internal.spawn;

/**
 * Says that this thread is serializing what a child process inherits at its start, so that locks may travel.
 *
 * <p>Scopes belong to one thread and nest: {@link #isOpen()} is true until the outermost one is closed. The idea is
 * CPython's {@code multiprocessing.context.assert_spawning}.
 *
 * <pre>{@code
 * try (SpawningScope scope = SpawningScope.open()) {
 *     out.writeObject(initializerArguments);
 * }
 * }</pre>
 */
public final class SpawningScope implements AutoCloseable {

    // The innermost open scope of each thread; absent where there is none, so that pooled threads keep nothing.
    private static final ThreadLocal<SpawningScope> CURRENT = new ThreadLocal<>();

    private final SpawningScope outer;

    private SpawningScope(SpawningScope outer) {
        this.outer = outer;
    }

    /**
     * Opens a scope for the current thread. Never blocks.
     *
     * @return the scope, to be closed by the same thread
     */
    public static SpawningScope open() {
        SpawningScope scope = new SpawningScope(CURRENT.get());
        CURRENT.set(scope);
        return scope;
    }

    /**
     * Tells whether the current thread has an open scope. Never blocks.
     *
     * @return true between {@link #open()} and the matching {@link #close()} of this thread
     */
    public static boolean isOpen() {
        return CURRENT.get() != null;
    }

    /**
     * Closes this scope and every scope that this thread opened inside it. Closing twice does nothing.
     *
     * <p>In a thread that did not open the scope this does nothing either: that thread's scopes are not touched.
     */
    @Override
    public void close() {
        if (!isOpenHere()) {
            return;
        }
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    private boolean isOpenHere() {
        SpawningScope scope = CURRENT.get();
        while (scope != null && scope != this) {
            scope = scope.outer;
        }
        return scope == this;
    }
}
