package io.processpool.worker.manager;

/** An object of which a client may have something that it loses when it dies: a lock, a permit. */
interface ClientBound {
    /** The client is dead, and was marked so before. In any thread. */
    void clientDied(Session dead);
}
