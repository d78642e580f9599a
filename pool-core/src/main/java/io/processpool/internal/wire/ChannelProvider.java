package io.processpool.internal.wire;

import java.nio.channels.spi.SelectorProvider;

/**
 * Who makes the channels of a JVM. For its first one the JDK opens each jar of the class path, to see whether that has
 * a provider: that is 10 to 20 ms of the start of a child, whose parent has seen it. One with a class path of its own looks itself.
 */
public final class ChannelProvider {
    private static final String PROPERTY = "java.nio.channels.spi.SelectorProvider";

    private ChannelProvider() {}

    /**
     * In the parent: what a child is told.
     *
     * @param hasOwnClassPath whether the child may find what this process does not
     * @return the name of the JDK's class; empty if the child is to look itself, since that is not used here or perhaps not there
     */
    public static String forChild(boolean hasOwnClassPath) {
        return hasOwnClassPath ? "" : ofThisProcess();
    }

    private static String ofThisProcess() {
        Class<?> used = SelectorProvider.provider().getClass();
        return isOfTheJdk(used) ? used.getName() : "";
    }

    /** In a child, before its first channel: it uses what its parent does, unless its own options name another. */
    static void inherit(String name) {
        if (!name.isEmpty() && System.getProperty(PROPERTY) == null && exists(name)) {
            System.setProperty(PROPERTY, name);
        }
    }

    /** The JDK of the child may be another. */
    private static boolean exists(String name) {
        try {
            Class<?> found = Class.forName(name, false, null);
            return SelectorProvider.class.isAssignableFrom(found) && isOfTheJdk(found);
        } catch (ClassNotFoundException elsewhere) {
            return false;
        }
    }

    private static boolean isOfTheJdk(Class<?> provider) {
        return provider.getModule() == Object.class.getModule();
    }
}
