package io.processpool.worker.manager;

import io.processpool.internal.rpc.Frames;
import io.processpool.internal.rpc.StrangersScope;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.nio.ByteBuffer;

/** Reads the arguments of calls: anything from the family, and what is allowed from others. */
final class Arguments {
    private final ObjectInputFilter filter; // null for the family

    Arguments(Server server) {
        filter = server.config().isOpen() ? null : server.directory().allowList();
    }

    Object[] read(ByteBuffer body) throws IOException {
        if (filter == null) {
            return Frames.readArguments(body, null);
        }
        try (StrangersScope scope = StrangersScope.open()) {
            return Frames.readArguments(body, filter);
        }
    }
}
