package io.processpool.internal.wire;

/** Which classes are the JDK's. */
final class JdkClasses {

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    private JdkClasses() {}

    /** Whether the class came with the JVM, so that what is in its fields is not the user's business. */
    static boolean contains(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == PLATFORM;
    }

    /** Whether the class is in a java.* package. */
    static boolean isJava(Class<?> type) {
        return contains(type) && type.getName().startsWith("java.");
    }
}
