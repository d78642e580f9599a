package io.processpool.worker.manager;

/** Who makes the call that this thread serves. */
final class Caller {
    private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

    private final Session session;
    private final long thread;
    private final Twin twin;

    Caller(Session session, long thread, Twin twin) {
        this.session = session;
        this.thread = thread;
        this.twin = twin;
    }

    /** In a method that a client has called. */
    static Caller current() {
        return CURRENT.get();
    }

    static void set(Caller caller) {
        CURRENT.set(caller);
    }

    Session session() {
        return session;
    }

    /** The thread of the client, as the owner of a lock. */
    Owner owner() {
        return new Owner(session, thread);
    }

    /** Whether there is nobody left to answer. */
    boolean isGone() {
        return session.isDead() || twin.isDisconnected();
    }

    /**
     * A thread of a client.
     *
     * @param session the client
     * @param thread its number there
     */
    record Owner(Session session, long thread) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Owner that && that.session == session && that.thread == thread;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(thread);
        }

        @Override
        public String toString() {
            return session.toString();
        }
    }
}
