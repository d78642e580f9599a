package io.processpool.internal.spawn;

import java.util.Arrays;

/**
 * The end of this JVM, of which somebody hears by a shutdown hook. It comes when the last thread ends that is no daemon,
 * by {@code System.exit}, or by a signal such as SIGINT (Ctrl-C) or SIGTERM; SIGKILL and {@code halt} come without it.
 *
 * <p>Thread-safe.
 */
public final class EndOfJvm {
    private final Thread hook;

    // states: false -> true, written by the hook.
    private volatile boolean begun;

    /**
     * Does not listen yet.
     *
     * @param name of the hook's thread
     * @param action what to do then, beside the actions of all others
     */
    public EndOfJvm(String name, Runnable action) {
        this.hook = new Hook(name, action);
    }

    // No lambda: a manager's server has none to load, and whoever starts it would wait for that.
    private final class Hook extends Thread {
        private final Runnable action;

        Hook(String name, Runnable action) {
            super(name);
            this.action = action;
        }

        @Override
        public void run() {
            begun = true;
            action.run();
        }
    }

    /**
     * Listens from now on.
     *
     * @throws IllegalStateException if this JVM is about to end
     */
    public void await() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Listens from now on, unless it is too late for that.
     *
     * @return false if this JVM is about to end
     */
    public boolean awaitIfStillToCome() {
        try {
            await();
            return true;
        } catch (IllegalStateException jvmEnds) {
            return false;
        }
    }

    /** Whether it has begun: nobody is told of anything any more. */
    public boolean hasBegun() {
        return begun;
    }

    /** Listens no more. */
    public void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException jvmEnds) {
            // Then the hook itself does what is left to do.
        }
    }

    /**
     * Whether a signal has brought it about, be it by a handler of the user's that calls {@code System.exit}. To be asked
     * by an action.
     *
     * <p>Nothing in the JDK says so, but the thread that ends the JVM waits for the hooks, and its stack shows where it
     * comes from. One that shows nothing is taken for an orderly end.
     *
     * @return true if the thread that ends this JVM is that of a signal's handler
     */
    public static boolean isBySignal() {
        return Thread.getAllStackTraces().values().stream()
                .anyMatch(stack -> holds(stack, "java.lang.Shutdown") && holds(stack, "jdk.internal.misc.Signal"));
    }

    private static boolean holds(StackTraceElement[] stack, String className) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith(className));
    }
}
