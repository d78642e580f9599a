package io.processpool.benchmarks;

/** What {@code map.chunk1} does, beside Apache Ignite, the JVM's own peer: it calls a job for each item on two nodes, in one JVM. */
final class MapBesideIgnite extends MapTiny {
    MapBesideIgnite(int count) {
        super(count, 1);
    }

    @Override
    public Benchmark peer(String row) {
        return PeerProcess.ignite();
    }
}
