package io.processpool.benchmarks;

/** Stands in where there is nothing to compare with. */
final class NoPeer implements Benchmark {
    @Override
    public void open() {}

    @Override
    public double measure() {
        return Double.NaN;
    }

    @Override
    public void close() {}
}
