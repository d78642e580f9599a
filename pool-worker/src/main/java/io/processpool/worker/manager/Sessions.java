package io.processpool.worker.manager;

import io.processpool.internal.rpc.Hello;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The clients that are there. Thread-safe. */
final class Sessions {
    private final Directory directory;
    private final Map<UUID, Session> present = new HashMap<>(); // guarded by itself

    Sessions(Directory directory) {
        this.directory = directory;
    }

    /** The session to which a new connection belongs. */
    Session join(Hello hello, Twin twin) {
        synchronized (present) {
            Session session = present.get(hello.client());
            if (session == null) {
                session = new Session(hello);
                present.put(hello.client(), session);
            }
            session.add(twin);
            return session;
        }
    }

    /** A connection has ended, and with it its client: a living one closes none. */
    void end(Session session) {
        synchronized (present) {
            present.remove(session.id(), session);
        }
        if (session.die()) {
            directory.forget(session);
            session.tellOfLostLocks();
        }
    }
}
