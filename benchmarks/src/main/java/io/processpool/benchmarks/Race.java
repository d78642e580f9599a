package io.processpool.benchmarks;

import io.processpool.RemoteFunction;
import io.processpool.RemoteRunnable;
import io.processpool.pool.ProcessPool;
import io.processpool.shared.SharedInt;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Workers that all do the same for half a second, starting together. */
final class Race implements AutoCloseable {
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int TRIES_PER_LOOK_AT_CLOCK = 64;

    // In a worker.
    private static SharedInt arrivals;
    private static int runnersPerRace;

    private final ProcessPool pool;
    private final List<Integer> runners;

    /**
     * Starts the workers.
     *
     * @param preparation what each worker does once; it may capture locks and shared values
     */
    Race(int workers, RemoteRunnable preparation) {
        pool = ProcessPool.builder()
                .processes(workers)
                .initializer(Race::prepare, SharedInt.createRaw(0), workers, preparation)
                .build();
        runners = Work.items(workers);
    }

    private static void prepare(SharedInt arrived, int workers, RemoteRunnable preparation) throws Exception {
        arrivals = arrived;
        runnersPerRace = workers;
        preparation.run();
    }

    /** Runs the task in each worker, given the worker's number. One that waits in {@link #awaitAll} for the others cannot take a second. */
    <R> List<R> run(RemoteFunction<Integer, R> task) {
        return pool.withChunkSize(1).map(task, runners);
    }

    /** In a worker: tries until the time is over, and counts the tries that succeeded. */
    static Lap lap(BooleanSupplier attempt) {
        awaitAll();
        long begin = System.nanoTime();
        long successes = 0;
        long nanos;
        do {
            for (int i = 0; i < TRIES_PER_LOOK_AT_CLOCK; i++) {
                if (attempt.getAsBoolean()) {
                    successes++;
                }
            }
            nanos = System.nanoTime() - begin;
        } while (nanos < NANOS);
        return new Lap(successes, nanos);
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
