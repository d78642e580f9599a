package io.processpool.benchmarks;

/**
 * One row of the table: what we measure on our side. The peer of the same name is measured by {@code peers.py}, in turns with this.
 */
interface Benchmark extends AutoCloseable {
    /** Makes what is measured, outside of the measured time. */
    void open() throws Exception;

    /**
     * Measures once, and checks that what was measured did its work.
     *
     * @return in the row's unit
     */
    double measure() throws Exception;

    @Override
    void close() throws Exception;
}
