package io.processpool.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/** The tiny task of the rows about dispatch, and the check of its results. */
final class Work {
    private Work() {}

    static int square(int n) {
        return n * n;
    }

    /** Keeps this thread busy for some time. */
    static void spend(long nanos) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            Thread.onSpinWait();
        }
    }

    static List<Integer> items(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    static void check(List<Integer> squares, int count) {
        if (squares.size() != count) {
            throw new IllegalStateException("results: " + squares.size() + " instead of " + count);
        }
        for (int i = 0; i < count; i++) {
            if (squares.get(i) != i * i) {
                throw new IllegalStateException("result " + i + ": " + squares.get(i));
            }
        }
    }
}
