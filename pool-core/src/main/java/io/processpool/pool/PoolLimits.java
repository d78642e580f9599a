package io.processpool.pool;

import io.processpool.internal.spawn.StaticCreation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The part of {@link ProcessPoolBuilder} that says how long workers live, how long tasks may take to end, and how much may wait. */
abstract sealed class PoolLimits permits ProcessPoolBuilder {
    private int maxTasksPerChild;
    private long graceNanos = TimeUnit.SECONDS.toNanos(2);
    private long initializerNanos = TimeUnit.MINUTES.toNanos(10);
    private int minProcesses = Integer.MAX_VALUE;
    private long idleNanos;
    private long maxAgeNanos;
    private long maxMemoryBytes;
    private long maxHeapBytes;
    private int maxQueuedItems;
    private boolean refusesWhenFull;

    private ProcessPoolBuilder builder() {
        return (ProcessPoolBuilder) this;
    }

    final Lifespan lifespan(int processes) {
        // Each worker of a pool in a static field would start as many workers, and theirs too, who may never be used.
        int atOnce = StaticCreation.isUnderWay() ? 0 : Math.min(minProcesses, processes);
        return new Lifespan(atOnce, idleNanos, maxTasksPerChild, maxAgeNanos, maxMemoryBytes);
    }

    final TimeLimits timeLimits() {
        return new TimeLimits(graceNanos, initializerNanos);
    }

    /** In bytes; 0 if there is none. */
    final long maxHeapBytes() {
        return maxHeapBytes;
    }

    /** Null if there is no bound. */
    final Backlog backlog() {
        return maxQueuedItems == 0 ? null : new Backlog(maxQueuedItems, refusesWhenFull);
    }

    /**
     * Sets how long a task may take to end that is cancelled, or has run longer than {@link TaskSubmitter#withTaskTimeout}
     * allows: its thread is interrupted at once, its worker asked to end (SIGTERM) after the half of this, and killed at the end. Two seconds by default.
     *
     * @param time more than zero
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public ProcessPoolBuilder gracePeriod(Duration time) {
        graceNanos = CallOptions.positiveNanos("Grace period", time);
        return builder();
    }

    /**
     * Sets how long the initializer may take in a worker: one that takes longer ends the pool with {@link BrokenPoolException}, as one that throws does. Ten
     * minutes by default.
     *
     * @param time more than zero
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public ProcessPoolBuilder initializerTimeout(Duration time) {
        initializerNanos = CallOptions.positiveNanos("Initializer time-out", time);
        return builder();
    }

    /**
     * Sets how many workers are started at once and stay; the others, up to {@link ProcessPoolBuilder#processes}, are started when items wait for a worker. By
     * default all are started at once, but none of a pool that a static initializer makes in a worker, as it does where the class of the tasks has the pool in
     * a static field.
     *
     * @param count 0 or more
     * @return this
     * @throws IllegalArgumentException if it is below 0
     */
    public ProcessPoolBuilder minProcesses(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("minProcesses must be at least 0, not " + count);
        }
        minProcesses = count;
        return builder();
    }

    /**
     * Ends workers that have had nothing to do for so long, but for {@link #minProcesses}. By default they stay.
     *
     * @param time more than zero; kept to some 100 ms
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public ProcessPoolBuilder idleTimeout(Duration time) {
        idleNanos = CallOptions.positiveNanos("Idle time-out", time);
        return builder();
    }

    /**
     * Replaces each worker when it is so old, as soon as it has run what it was handed.
     *
     * @param age more than zero; kept to some 100 ms
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public ProcessPoolBuilder maxWorkerAge(Duration age) {
        maxAgeNanos = CallOptions.positiveNanos("Age", age);
        return builder();
    }

    /**
     * Replaces each worker whose resident memory, heap and all else, is above this, as soon as it has run what it was handed. Known on Linux only; elsewhere it
     * has no effect.
     *
     * @param bytes more than zero; looked at every 100 ms
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public ProcessPoolBuilder maxWorkerMemory(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("maxWorkerMemory must be more than 0, not " + bytes);
        }
        maxMemoryBytes = bytes;
        return builder();
    }

    /**
     * Replaces each worker whose heap holds more than this after an item: what its tasks leak, or keep in static fields. Garbage does not count. What it has been
     * handed and has not begun, another worker runs.
     *
     * <p>Where more is in use, the worker makes a full collection before it is believed, between two items, for which it spends at most a twentieth of its time; so
     * leave room for what tasks throw away, or it will collect more often than it would by itself. With {@code -XX:+DisableExplicitGC}
     * among the {@link ProcessPoolBuilder#jvmOptions}, garbage counts. Memory beside the heap, which native libraries leak, is what {@link #maxWorkerMemory} is for.
     *
     * @param bytes more than zero, and more than the initializer leaves there, or each worker is replaced after its first item; less than the heap can grow to
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public ProcessPoolBuilder maxWorkerHeap(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("maxWorkerHeap must be more than 0, not " + bytes);
        }
        maxHeapBytes = bytes;
        return builder();
    }

    /**
     * Bounds the items of asynchronous calls that have been submitted and have not ended: a call that would have more waits until there is room. By default there
     * is no bound. Calls that wait for their results, and iterations, are bounded by themselves.
     *
     * @param items at least 1
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public ProcessPoolBuilder maxQueuedItems(int items) {
        if (items < 1) {
            throw new IllegalArgumentException("maxQueuedItems must be at least 1, not " + items);
        }
        maxQueuedItems = items;
        return builder();
    }

    /**
     * With {@link #maxQueuedItems}: a call that would have more is refused, by {@link java.util.concurrent.RejectedExecutionException}, and none of its items
     * runs.
     *
     * @return this
     */
    public ProcessPoolBuilder rejectWhenFull() {
        refusesWhenFull = true;
        return builder();
    }

    /**
     * Replaces each worker after so many items, to give back what tasks leak (Python's {@code maxtasksperchild}, which counts chunks).
     *
     * @param items at least 1
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public ProcessPoolBuilder maxTasksPerChild(int items) {
        if (items < 1) {
            throw new IllegalArgumentException("maxTasksPerChild must be at least 1, not " + items);
        }
        maxTasksPerChild = items;
        return builder();
    }
}
