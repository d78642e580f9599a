package io.processpool.internal.wire;

import java.nio.channels.spi.SelectorProvider;

/**
 * Who makes the channels of a JVM. For its first one the JDK opens each jar of the class path, to see whether that has
 * a provider: that is 10 to 20 ms of the start of a child, whose parent has seen it.
 */
final class ChannelProvider {
    private static final String PROPERTY = "java.nio.channels.spi.SelectorProvider";

    private ChannelProvider() {}

    /** In the parent: the name of the JDK's class, empty if another one is used. */
    static String ofThisProcess() {
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
