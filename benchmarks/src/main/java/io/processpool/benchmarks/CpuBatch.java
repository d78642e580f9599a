package io.processpool.benchmarks;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A batch of hashing. The peer does the same on a thread pool of this JVM: the ratio is the price of isolation. */
final class CpuBatch extends PoolBenchmark {
    private static final int ITEMS = 200;
    private static final int ROUNDS = 16;

    private List<Integer> items;
    private List<Integer> right;

    /** On a pool of two workers. */
    CpuBatch() {}

    /** On a pool of so many. */
    CpuBatch(int workers) {
        super(workers);
    }

    @Override
    public void open(Pace pace) {
        super.open(pace);
        items = Work.items(pace.share(ITEMS));
        right = items.stream().map(CpuBatch::hash).toList();
    }

    @Override
    public double measure() {
        long start = System.nanoTime();
        List<Integer> hashes = pool.map(CpuBatch::hash, items);
        double seconds = (System.nanoTime() - start) / 1e9;
        check(hashes);
        return items.size() / seconds;
    }

    private void check(List<Integer> hashes) {
        if (!hashes.equals(right)) {
            throw new IllegalStateException("wrong hashes");
        }
    }

    static int hash(int seed) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] data = new byte[256 << 10];
            data[0] = (byte) seed;
            for (int i = 0; i < ROUNDS; i++) {
                digest.update(data);
            }
            return digest.digest()[0];
        } catch (NoSuchAlgorithmException ofEveryJavaPlatform) {
            throw new IllegalStateException(ofEveryJavaPlatform);
        }
    }

    @Override
    public Benchmark peer(String row) {
        return new Threads();
    }

    private final class Threads implements Benchmark {
        private ExecutorService threads;

        @Override
        public void open(Pace pace) {
            threads = Executors.newFixedThreadPool(workers());
        }

        @Override
        public double measure() throws Exception {
            long start = System.nanoTime();
            List<Future<Integer>> futures = new ArrayList<>();
            for (int item : items) {
                futures.add(threads.submit(() -> hash(item)));
            }
            List<Integer> hashes = new ArrayList<>();
            for (Future<Integer> future : futures) {
                hashes.add(future.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            check(hashes);
            return items.size() / seconds;
        }

        @Override
        public void close() {
            if (threads != null) {
                threads.shutdown();
            }
        }
    }
}
