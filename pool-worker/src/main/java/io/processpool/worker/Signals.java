package io.processpool.worker;

/**
 * Ctrl-C in a terminal goes to the parent and to all of its children; the parent decides what it means, so children ignore it.
 */
final class Signals {
    private Signals() {}

    /** By reflection, since {@code sun.misc.Signal} is not a part of every Java platform. */
    static void ignoreInterrupt() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            Object ignore = handler.getField("SIG_IGN").get(null);
            signal.getMethod("handle", signal, handler).invoke(null, interrupt, ignore);
        } catch (ReflectiveOperationException | RuntimeException notHere) {
            return; // Then Ctrl-C ends the children together with their parent, which is nearly the same.
        }
    }
}
