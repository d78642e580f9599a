package io.processpool.benchmarks;

/** {@code apply} of a tiny task, one after the other: the time from the call to its result. */
final class ApplyRoundTrip extends PoolBenchmark {
    private static final int CALLS = 50_000;

    private int calls;

    @Override
    public void open(Pace pace) {
        super.open(pace);
        calls = pace.share(CALLS);
    }

    @Override
    public double measure() {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            int square = pool.apply(Work::square, i);
            if (square != i * i) {
                throw new IllegalStateException("result " + i + ": " + square);
            }
        }
        return (System.nanoTime() - start) / 1e3 / calls;
    }
}
