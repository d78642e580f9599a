package io.processpool.benchmarks;

import io.processpool.pool.ResultIterator;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Large byte arrays as results; each is looked at and dropped. */
final class LargeResults extends PoolBenchmark {
    private static final long BYTES_IN_ALL = 256 << 20;

    // In a worker: what all its tasks give, so that only its way is measured.
    private static byte[] made;

    private final int length;
    private List<Integer> lengths;

    /** Arrays of so many bytes. */
    LargeResults(int length) {
        this.length = length;
    }

    @Override
    public void open(Pace pace) {
        super.open(pace);
        int count = Math.max(2, pace.share((int) (BYTES_IN_ALL / length)));
        lengths = Collections.nCopies(count, length);
    }

    @Override
    public double measure() {
        int expected = Bytes.look(make(length));
        int right = 0;
        long start = System.nanoTime();
        try (ResultIterator<byte[]> results = pool.imapUnordered(LargeResults::make, lengths)) {
            while (results.hasNext()) {
                right += Bytes.look(results.next()) == expected ? 1 : 0;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (right != lengths.size()) {
            throw new IllegalStateException("wrong bytes: " + right + " right of " + lengths.size());
        }
        return (double) lengths.size() * length / (1 << 20) / seconds;
    }

    static byte[] make(int length) {
        if (made == null || made.length != length) {
            made = new byte[length];
            new Random(1).nextBytes(made);
        }
        return made;
    }
}
