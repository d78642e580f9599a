package io.processpool.benchmarks;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Large byte arrays as arguments; each task says what it got. */
final class Bytes extends PoolBenchmark {
    private static final int BYTES_IN_ALL = 128 << 20;

    private final List<byte[]> arrays;
    private final byte[] array;

    /** Arrays of so many bytes. */
    Bytes(int length) {
        array = new byte[length];
        new Random(1).nextBytes(array);
        arrays = Stream.generate(() -> array).limit(BYTES_IN_ALL / length).toList();
    }

    @Override
    public double measure() {
        long start = System.nanoTime();
        List<Integer> seen = pool.withChunkSize(1).map(Bytes::look, arrays);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (seen.size() != arrays.size() || seen.stream().anyMatch(each -> each != look(array))) {
            throw new IllegalStateException("wrong bytes");
        }
        return BYTES_IN_ALL / seconds / (1 << 20);
    }

    static int look(byte[] bytes) {
        return bytes.length + bytes[0] + bytes[bytes.length / 2] + bytes[bytes.length - 1];
    }
}
