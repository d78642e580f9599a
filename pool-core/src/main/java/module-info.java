/** ProcessPool: child JVMs that run tasks, and what they share. */
@SuppressWarnings({"module", "requires-automatic"})
module io.processpool {
    requires transitive chronicle.bytes;
    requires transitive chronicle.core;
    requires java.logging;
    requires java.management;
    // Of Chronicle, which as an automatic module cannot say so itself.
    requires jdk.unsupported;
    requires static com.sun.jna;
    requires org.slf4j;
    requires static ch.qos.logback.core;

    exports io.processpool;
    exports io.processpool.logback;
    exports io.processpool.manager;
    exports io.processpool.pool;
    exports io.processpool.shared;
    exports io.processpool.sync;

    uses io.processpool.internal.rpc.ManagerServerProvider;
    uses org.slf4j.spi.SLF4JServiceProvider;

    exports io.processpool.internal.log to
            io.processpool.worker;
    exports io.processpool.internal.memory to
            io.processpool.worker;
    exports io.processpool.internal.process to
            io.processpool.worker;
    exports io.processpool.internal.rpc to
            io.processpool.worker;
    exports io.processpool.internal.spawn to
            io.processpool.worker;
    exports io.processpool.internal.wire to
            io.processpool.worker;
}
