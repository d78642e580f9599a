package io.processpool.benchmarks;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Large byte arrays as arguments; each task says what it got. */
final class Bytes extends PoolBenchmark {
    private static final long BYTES_IN_ALL = 256 << 20;
    private static final int MOST_ARRAYS = 100_000;

    private final byte[] array;
    private List<byte[]> arrays;

    /** Arrays of so many bytes. */
    Bytes(int length) {
        array = new byte[length];
        new Random(1).nextBytes(array);
    }

    @Override
    public void open(Pace pace) {
        super.open(pace);
        long fit = Math.max(2, BYTES_IN_ALL / array.length); // One for each worker, at least.
        arrays = Collections.nCopies(Math.max(2, pace.share((int) Math.min(MOST_ARRAYS, fit))), array);
    }

    @Override
    public double measure() {
        long start = System.nanoTime();
        List<Integer> seen = pool.withChunkSize(1).map(Bytes::look, arrays);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (seen.size() != arrays.size() || seen.stream().anyMatch(each -> each != look(array))) {
            throw new IllegalStateException("wrong bytes");
        }
        return (double) arrays.size() * array.length / (1 << 20) / seconds;
    }

    static int look(byte[] bytes) {
        return bytes.length + bytes[0] + bytes[bytes.length / 2] + bytes[bytes.length - 1];
    }
}
