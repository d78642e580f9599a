package io.processpool.internal.process;

import io.processpool.RemoteRunnable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The target of a child process that does not travel: this library has a main class for it, and writes what that has to
 * know by itself. Java serialization would take each of the two JVMs some 25 ms at its first use.
 */
public interface OwnMain extends RemoteRunnable {
    /** The main class of the child's JVM. */
    String mainClass();

    /** What the child runs before, in its main thread, and which does travel; null for nothing. */
    RemoteRunnable first();

    /**
     * Writes what the main class reads behind its {@code ChildConfig}. In a thread of its own, while the child's JVM boots.
     *
     * @throws IOException if the child is dead
     */
    void write(DataOutputStream input) throws IOException;

    /**
     * The child was launched.
     *
     * @param directory that only this user may enter; it goes with the child
     */
    void launchedWith(Path directory);

    @Override
    default void run() {
        throw new UnsupportedOperationException(mainClass() + " runs in its place");
    }
}
