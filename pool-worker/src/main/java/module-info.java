/** What runs in a child JVM of a ProcessPool. */
module io.processpool.worker {
    requires transitive io.processpool;

    exports io.processpool.worker;
}
