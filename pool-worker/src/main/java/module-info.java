/** What runs in a child JVM of a ProcessPool. */
module io.processpool.worker {
    requires transitive io.processpool;

    provides io.processpool.internal.rpc.ManagerServerProvider with
            io.processpool.worker.manager.ServerProvider;
}
