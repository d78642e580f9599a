package io.processpool.benchmarks;

import io.processpool.RemoteFunction;
import io.processpool.RemoteRunnable;
import io.processpool.pool.ProcessPool;
import io.processpool.shared.SharedInt;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Workers that all do the same for some time, starting together. */
final class Race implements AutoCloseable {
    private static final int TRIES_PER_LOOK_AT_CLOCK = 64;

    // In a worker.
    private static SharedInt arrivals;
    private static int runnersPerRace;
    private static long lapNanos;

    private final ProcessPool pool;
    private final List<Integer> runners;

    /**
     * Starts the workers.
     *
     * @param pace tells how long a lap is
     * @param preparation what each worker does once; it may capture locks and shared values
     */
    Race(int workers, Pace pace, RemoteRunnable preparation) {
        pool = ProcessPool.builder()
                .processes(workers)
                .initializer(Race::prepare, SharedInt.createRaw(0), workers, pace.lapNanos(), preparation)
                .build();
        runners = Work.items(workers);
    }

    private static void prepare(SharedInt arrived, int workers, long nanos, RemoteRunnable preparation)
            throws Exception {
        arrivals = arrived;
        runnersPerRace = workers;
        lapNanos = nanos;
        preparation.run();
    }

    /** Runs the task in each worker, given the worker's number. One that waits in {@link #awaitAll} for the others cannot take a second. */
    <R> List<R> run(RemoteFunction<Integer, R> task) {
        return pool.withChunkSize(1).map(task, runners);
    }

    /**
     * In a worker: tries until the time is over, and counts the tries that succeeded. The clock is looked at between some tries only, since it costs as much as
     * they do.
     */
    static Lap lap(BooleanSupplier attempt) {
        awaitAll();
        long begin = System.nanoTime();
        long successes = 0;
        long longest = 0;
        long nanos = 0;
        do {
            long before = nanos;
            for (int i = 0; i < TRIES_PER_LOOK_AT_CLOCK; i++) {
                if (attempt.getAsBoolean()) {
                    successes++;
                }
            }
            nanos = System.nanoTime() - begin;
            longest = Math.max(longest, nanos - before);
        } while (nanos < lapNanos);
        return new Lap(successes, nanos, longest);
    }

    /** In a worker: waits until all have come. */
    static void awaitAll() {
        int arrived = arrivals.addAndGet(1);
        int last = (arrived + runnersPerRace - 1) / runnersPerRace * runnersPerRace;
        while (arrivals.get() < last) {
            Thread.yield();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
