package io.processpool.benchmarks;

import io.processpool.pool.Broadcast;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A thousand tasks that all read the same bytes; how many of them are done in a second. What it takes to broadcast is counted. */
final class SharedArgument extends PoolBenchmark {
    enum Way {
        /** In shared memory, once. */
        BROADCAST,
        /** Captured by the task, which goes to each worker once. */
        CAPTURED,
        /** As the argument of each item. */
        ARGUMENT
    }

    private static final int ITEMS = 1_000;

    private final byte[] value;
    private final int seen;
    private final Way way;
    private final List<Integer> items = Work.items(ITEMS);

    /** So many bytes, and how they reach the tasks. */
    SharedArgument(int length, Way way) {
        this.value = new byte[length];
        new Random(1).nextBytes(value);
        this.seen = Bytes.look(value);
        this.way = way;
    }

    @Override
    public double measure() {
        long start = System.nanoTime();
        List<Integer> looks = switch (way) {
            case BROADCAST -> broadcast();
            case CAPTURED -> captured(value);
            case ARGUMENT -> pool.map(Bytes::look, Collections.nCopies(ITEMS, value));
        };
        double seconds = (System.nanoTime() - start) / 1e9;
        if (looks.size() != ITEMS || looks.stream().anyMatch(each -> each != seen)) {
            throw new IllegalStateException("wrong bytes");
        }
        return ITEMS / seconds;
    }

    private List<Integer> broadcast() {
        try (Broadcast<byte[]> shared = pool.broadcast(value)) {
            return pool.map(item -> Bytes.look(shared.value()), items);
        }
    }

    private List<Integer> captured(byte[] bytes) {
        return pool.map(item -> Bytes.look(bytes), items);
    }
}
