package io.processpool.worker;

import io.processpool.internal.process.LaunchSpec;

/**
 * How much may be on the heap of a worker between two items, garbage not counted: more is what its tasks leak, and ends it.
 *
 * <p>What is in use is garbage for the most part, and only a collection tells how much. So one is made where more is in use than may be, and at most a
 * twentieth of the time goes into those: a look costs 50 ns, a collection of 400 MB of small objects a quarter of a second. The usage after the last
 * collection, which {@code MemoryPoolMXBean} knows, is of no use: an old generation that has room is not collected for hours, and the class costs each worker 20 ms.
 *
 * <p>For the task's thread.
 */
final class HeapLimit {
    private static final int TIMES_BETWEEN = 20;

    private final Runtime runtime = Runtime.getRuntime();
    private final long maxBytes; // 0 for no limit
    private long notBeforeNanos = System.nanoTime();

    private HeapLimit(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The one that the pool has set, if any. */
    static HeapLimit ofThisWorker() {
        return new HeapLimit(Long.getLong(LaunchSpec.MAX_HEAP, 0));
    }

    /** Whether more is in use, be it garbage, and it is time to find out. Quick. */
    boolean isSuspected() {
        return maxBytes != 0 && usedBytes() > maxBytes && System.nanoTime() - notBeforeNanos >= 0;
    }

    /** Whether more is in use, garbage not counted. Takes as long as a full collection. */
    boolean isExceeded() {
        long start = System.nanoTime();
        System.gc();
        long end = System.nanoTime();
        notBeforeNanos = end + TIMES_BETWEEN * (end - start);
        return usedBytes() > maxBytes;
    }

    private long usedBytes() {
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
