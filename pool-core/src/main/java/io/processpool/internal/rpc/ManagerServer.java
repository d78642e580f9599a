package io.processpool.internal.rpc;

import java.io.Closeable;
import java.util.UUID;

/** A manager's server that runs in this JVM. */
public interface ManagerServer extends Closeable {
    /** The manager's, that no other has. */
    UUID id();

    /** Where it listens, with the port that it got. */
    ServerAddress address();

    /** Tells all clients why, and ends. Twice does no harm. */
    void close(String reason);

    @Override
    default void close() {
        close("it was closed");
    }
}
