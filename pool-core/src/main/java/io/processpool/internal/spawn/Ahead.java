package io.processpool.internal.spawn;

/** Loads classes ahead of their use, in a thread that would only wait for another JVM or another core. Stateless. */
public final class Ahead {
    private Ahead() {}

    /** Loads, links and initializes them: some 0.3 ms each, from a jar, which who uses them then has no more to wait for. */
    public static void load(Class<?>... needed) {
        for (Class<?> type : needed) {
            try {
                Class.forName(type.getName(), true, type.getClassLoader());
            } catch (ClassNotFoundException itIsThereAlready) {
                throw new IllegalStateException(itIsThereAlready);
            }
        }
    }
}
