package io.processpool.benchmarks;

/** Stands in where there is nothing to compare with. */
final class NoPeer implements Benchmark {
    @Override
    public void open(Pace pace) {}

    @Override
    public boolean warmsUp() {
        return false;
    }

    @Override
    public double measure() {
        return Double.NaN;
    }

    @Override
    public void close() {}
}
