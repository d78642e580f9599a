package io.processpool.manager;

/** The server of a manager, as the one who started it sees it. */
interface Server extends AutoCloseable {
    /** Tells all clients and ends it; waits until it has ended. Twice does no harm. */
    @Override
    void close();

    /** Says more about the end of the server than its silence does. */
    default String explain(String silence) {
        return silence;
    }
}
