package io.processpool.benchmarks;

import io.processpool.pool.ProcessPoolBuilder;

/** The same from a class-data archive, which a pool before the first that is measured has left. */
final class StartPoolFromArchive extends StartPool {
    private final Archives archives = new Archives();

    @Override
    ProcessPoolBuilder builder() {
        return super.builder().classDataArchive(archives.directory());
    }

    @Override
    public double measure() {
        archives.train(super::measure);
        return super.measure();
    }

    /** CPython has nothing of the kind; it starts as it does. */
    @Override
    public Benchmark peer(String row) {
        return super.peer("start.pool4");
    }

    @Override
    public void close() {
        archives.close();
    }
}
