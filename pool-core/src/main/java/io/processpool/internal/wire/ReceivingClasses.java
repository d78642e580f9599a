package io.processpool.internal.wire;

/** Finds classes as the receiving thread does: by its context class loader, then by the loader of this library. */
final class ReceivingClasses {
    private ReceivingClasses() {}

    /** Finds a class, which is not initialized by that. */
    static Class<?> find(String name) throws ClassNotFoundException {
        try {
            return Class.forName(name, false, contextLoader());
        } catch (ClassNotFoundException notThere) {
            return Class.forName(name, false, ReceivingClasses.class.getClassLoader());
        }
    }

    static ClassLoader contextLoader() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader != null ? loader : ClassLoader.getSystemClassLoader();
    }
}
