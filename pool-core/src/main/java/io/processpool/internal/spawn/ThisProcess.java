package io.processpool.internal.spawn;

import java.util.Optional;

/**
 * What this process is to the one that started it: a worker or another child of this library, or nobody's child.
 *
 * <p>Thread-safe.
 */
public final class ThisProcess {

    /**
     * This process as a child.
     *
     * @param name by which its parent calls it
     * @param parent that started it
     */
    public record AsChild(String name, ProcessIdentity parent) {}

    // Written once, by the main class of a child, before any code of the user runs.
    private static volatile AsChild asChild;

    private ThisProcess() {}

    /** This process is a child. */
    public static void becomeChild(String name, ProcessIdentity parent) {
        asChild = new AsChild(name, parent);
    }

    /** This process as a child, if it is one. */
    public static Optional<AsChild> asChild() {
        return Optional.ofNullable(asChild);
    }

    /** Whether it is one. Costs next to nothing. */
    public static boolean isChild() {
        return asChild != null;
    }
}
