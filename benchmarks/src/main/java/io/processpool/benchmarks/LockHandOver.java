package io.processpool.benchmarks;

import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.shared.SharedLong;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * SIGKILL of the owner of a lock while another process waits for it: how long until that one has it. CPython's never
 * gets it. A pool sees its worker die; where nobody shall see it, the pool's own process is stopped meanwhile.
 */
final class LockHandOver implements Benchmark {
    private static final long SETTLE_MILLIS = 300;

    private static ProcessLock workersLock;
    private static SharedLong workersOwner;

    private final boolean isWatched;
    private ProcessLock lock;
    private SharedLong owner;
    private ProcessPool pool;

    /**
     * Prepares the measurement.
     *
     * @param isWatched whether the pool may see the death
     */
    LockHandOver(boolean isWatched) {
        this.isWatched = isWatched;
    }

    @Override
    public void open(Pace pace) {
        lock = ProcessLock.create();
        owner = SharedLong.createRaw(0);
        pool = ProcessPool.builder()
                .processes(2)
                .initializer(LockHandOver::prepare, lock, owner)
                .build();
    }

    private static void prepare(ProcessLock lock, SharedLong owner) {
        workersLock = lock;
        workersOwner = owner;
    }

    @Override
    public Benchmark peer(String row) {
        return new NoPeer();
    }

    @Override
    public double measure() throws InterruptedException, ExecutionException {
        owner.set(0);
        long before = lock.recoveries();
        AsyncResult<Void> held = pool.applyAsync(LockHandOver::holdForEver);
        while (owner.get() == 0) {
            Thread.sleep(1);
        }
        long parent = isWatched ? 0 : ProcessHandle.current().pid();
        double millis = pool.applyAsync(LockHandOver::takeOver, parent).get() / 1e6;
        held.onError(expected -> {}).await();
        if (lock.recoveries() != before + 1) {
            throw new IllegalStateException("recoveries: " + (lock.recoveries() - before));
        }
        return millis;
    }

    private static void holdForEver() throws InterruptedException {
        workersLock.lock();
        workersOwner.set(ProcessHandle.current().pid());
        Thread.sleep(Long.MAX_VALUE);
    }

    private static long takeOver(long parentToStop) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        CompletableFuture<Long> killed = CompletableFuture.supplyAsync(() -> killOwner(parentToStop, taken));
        workersLock.lock();
        long now = System.nanoTime();
        try {
            taken.complete(null);
            return now - killed.join();
        } finally {
            workersLock.unlock();
        }
    }

    // Waits first, so that who waits for the lock sleeps as deeply as one that has waited long.
    private static long killOwner(long parentToStop, CompletableFuture<Void> taken) {
        try {
            Thread.sleep(SETTLE_MILLIS);
            if (parentToStop == 0) {
                return killOwner();
            }
            signal("-STOP", parentToStop);
            try {
                long killed = killOwner();
                taken.join();
                return killed;
            } finally {
                signal("-CONT", parentToStop);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long killOwner() {
        long now = System.nanoTime();
        ProcessHandle.of(workersOwner.get()).orElseThrow().destroyForcibly();
        return now;
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
