package io.processpool.benchmarks;

/** One side of a row of the table: ours, or the peer that is measured in turns with it. */
interface Benchmark extends AutoCloseable {
    /**
     * Makes what is measured, outside of the measured time.
     *
     * @param pace how much to measure
     */
    void open(Pace pace) throws Exception;

    /**
     * Measures once, and checks that what was measured did its work.
     *
     * @return in the row's unit; NaN if there is nothing to measure
     */
    double measure() throws Exception;

    /** Whether it becomes faster while it runs. */
    default boolean warmsUp() {
        return true;
    }

    /** What belongs beside the figure just measured: the longest wait, how fair it was. Empty where nobody waits for another. */
    default String beside() {
        return "";
    }

    /** What ours is compared with, not yet open; it is closed before ours. */
    default Benchmark peer(String row) {
        return PeerProcess.cPython(row);
    }

    @Override
    void close() throws Exception;
}
