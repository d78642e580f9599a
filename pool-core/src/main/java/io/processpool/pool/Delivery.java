package io.processpool.pool;

/** In which order an iteration gives its results. */
enum Delivery {
    /** In the order of the items. */
    IN_ORDER,
    /** In the order in which they are ready. */
    AS_READY
}
