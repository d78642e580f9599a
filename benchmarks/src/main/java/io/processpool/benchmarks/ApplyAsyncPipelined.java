package io.processpool.benchmarks;

import io.processpool.pool.AsyncResult;
import java.util.ArrayList;
import java.util.List;

/** {@code applyAsync} of tiny tasks, one by one, all at the same time under way; then their results. */
final class ApplyAsyncPipelined extends PoolBenchmark {
    private static final int CALLS = 100_000;

    private int calls;

    @Override
    public void open(Pace pace) {
        super.open(pace);
        calls = pace.share(CALLS);
    }

    @Override
    public double measure() {
        List<AsyncResult<Integer>> results = new ArrayList<>(calls);
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            results.add(pool.applyAsync(Work::square, i));
        }
        List<Integer> squares = results.stream().map(AsyncResult::join).toList();
        double seconds = (System.nanoTime() - start) / 1e9;
        Work.check(squares, calls);
        return calls / seconds;
    }
}
