package io.processpool.pool;

/** The end of this JVM, of which a pool hears by a shutdown hook while it lives. Thread-safe. */
final class EndOfJvm {
    private final Thread hook;

    // states: false -> true, written by the hook.
    private volatile boolean begun;

    /**
     * Does not listen yet.
     *
     * @param name of the hook's thread
     * @param action what to do then
     */
    EndOfJvm(String name, Runnable action) {
        this.hook = new Thread(
                () -> {
                    begun = true;
                    action.run();
                },
                name);
    }

    /**
     * Listens from now on.
     *
     * @throws IllegalStateException if this JVM is about to end
     */
    void await() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether it has begun: nobody is told of anything any more. */
    boolean hasBegun() {
        return begun;
    }

    /** Listens no more. */
    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException jvmEnds) {
            // Then the hook itself does what is left to do.
        }
    }
}
