package io.processpool.pool;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A pool of child JVMs that run tasks: Python's {@code multiprocessing.Pool}.
 *
 * <pre>{@code
 * ProcessLock lock = ProcessLock.create();
 * try (ProcessPool pool = ProcessPool.builder().processes(8).initializer(RequestLog::init, lock, logFile).build()) {
 *     List<Integer> codes = pool.map(RequestLog::send, urls);
 * }
 * }</pre>
 *
 * <p>A task that crashes its JVM, exits it, or runs it out of memory costs itself only: its result is a {@link WorkerDiedException} or its error, the
 * worker is replaced, and what had not started runs elsewhere. What was answered is neither lost nor run again.
 *
 * <p>What a task prints appears on this JVM's {@code System.out} and {@code System.err}, whole lines at a time, before the task's result is ready.
 *
 * <p>Workers end with this JVM, also when it is killed. A pool that is not closed ends with it too, and what it had not done is not done: a warning says how many
 * items these were, unless a signal such as Ctrl-C has ended the JVM.
 *
 * <p>Thread-safe. The calls themselves are described at {@link TaskSubmitter}.
 */
public final class ProcessPool extends TaskSubmitter implements AutoCloseable {
    ProcessPool(PoolEngine engine) {
        super(engine, CallOptions.DEFAULT);
    }

    /**
     * A pool without an initializer, of as many workers as this JVM has processors (Python's {@code Pool()}). Workers start in the background.
     *
     * @return a running pool, to be closed
     * @throws IllegalStateException if {@code pool-worker} is not on the class path, or no pool can be made on this machine
     */
    public static ProcessPool create() {
        return builder().build();
    }

    /**
     * A pool without an initializer. Workers start in the background.
     *
     * @param processes number of workers, at least 1
     * @return a running pool, to be closed
     * @throws IllegalArgumentException if {@code processes} is below 1
     * @throws IllegalStateException if {@code pool-worker} is not on the class path, or no pool can be made on this machine
     */
    public static ProcessPool create(int processes) {
        return builder().processes(processes).build();
    }

    /**
     * A builder with as many workers as this JVM has processors.
     *
     * @return a new builder
     */
    public static ProcessPoolBuilder builder() {
        return new ProcessPoolBuilder();
    }

    /**
     * Makes a value known to all workers, each of which gets it once, however many items read it. It is serialized now, into shared memory, in the calling
     * thread; changing it afterwards changes nothing for the workers.
     *
     * @param <T> type of the value
     * @param value anything that may travel, up to 2 GiB serialized; may be null
     * @return what tasks take, or capture; to be closed when no task needs it any more, at the latest it ends with the pool
     * @throws io.processpool.RuntimeError if a lock is in the value
     * @throws io.processpool.SerializationException if the value cannot travel
     * @throws java.io.UncheckedIOException if there is no room for it in shared memory; the message says where
     * @throws IllegalStateException if the pool is not running
     */
    public <T> Broadcast<T> broadcast(T value) {
        engine().checkRunning();
        return engine().broadcasts().add(value);
    }

    /**
     * Takes no more calls, and lets the open ones go on; workers end when the last has ended (Python's {@code close}). Does not block. Has no effect on a
     * pool that is not running.
     */
    public void shutdown() {
        engine().shutdown();
    }

    /**
     * Ends the pool at once: open results are cancelled, tasks that run are ended with their workers, which have two seconds to run their shutdown hooks.
     * A callback that runs has two seconds, too; then its result is ready without it.
     * Does not block; {@link #join()} waits for the end. Has no effect on a pool that has ended.
     */
    public void terminate() {
        engine().terminate();
    }

    /**
     * Whether the pool takes no more calls: {@link #shutdown}, {@link #close} or {@link #terminate} was called, or its workers cannot start. Does not block.
     *
     * @return false while it takes calls
     */
    public boolean isShutdown() {
        return !engine().isRunning();
    }

    /**
     * Whether the pool has ended: all workers are gone, and all callbacks have run. Does not block.
     *
     * @return whether {@link #join()} would return at once
     */
    public boolean isTerminated() {
        return engine().hasStopped();
    }

    /**
     * Waits until all workers have ended and all callbacks have run, after {@link #shutdown} or {@link #terminate}. Ends the pulling of lazy inputs.
     *
     * @throws IllegalStateException if the pool is still running, or this is called by one of its callbacks
     * @throws InterruptedException if the waiting thread is interrupted; the pool goes on to its end
     */
    public void join() throws InterruptedException {
        join(Long.MAX_VALUE);
    }

    /**
     * Waits like {@link #join()}, at most for the given time.
     *
     * @param timeout at most so long; zero or less: do not wait
     * @return whether the pool has ended
     * @throws IllegalStateException if the pool is still running, or this is called by one of its callbacks
     * @throws InterruptedException if the waiting thread is interrupted; the pool goes on to its end
     */
    public boolean join(Duration timeout) throws InterruptedException {
        return join(PendingResult.saturatedNanos(timeout));
    }

    private boolean join(long timeoutNanos) throws InterruptedException {
        engine().checkNotRunning();
        engine().refuseInCallback("join()");
        engine().stopProducing();
        return engine().awaitStopped(timeoutNanos);
    }

    /**
     * Takes no more calls and waits until the open ones have ended and the workers are gone, as {@code ExecutorService.close()} does. (Python's {@code with}
     * terminates.) If the waiting thread is interrupted, the pool is terminated, and the thread stays interrupted. Closing twice is fine.
     *
     * @throws IllegalStateException if this is called by a callback of this pool
     */
    @Override
    public void close() {
        engine().refuseInCallback("close()");
        engine().shutdown();
        engine().stopProducing();
        boolean interrupted = false;
        while (true) {
            try {
                engine().awaitStopped(TimeUnit.DAYS.toNanos(1000));
                break;
            } catch (InterruptedException stop) {
                interrupted = true;
                engine().terminate();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Closes like {@link #close()}, but waits for open work at most for the given time, and then {@linkplain #terminate() terminates} the pool.
     *
     * @param timeout at most so long; zero or less: do not wait for open work
     * @return whether all open work has ended; false if the pool was terminated
     * @throws IllegalStateException if this is called by a callback of this pool
     */
    public boolean close(Duration timeout) {
        engine().refuseInCallback("close()");
        engine().shutdown();
        engine().stopProducing();
        boolean inTime = false;
        try {
            inTime = engine().awaitStopped(PendingResult.saturatedNanos(timeout));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (!inTime) {
            engine().terminate();
        }
        close();
        return inTime;
    }

    /**
     * What this pool is doing and has done: how many workers it has, how many items wait, are with a worker, have completed or failed. Cheap enough to be asked
     * every second; blocks for microseconds only. May be asked by any thread, also when the pool has ended.
     *
     * @return a snapshot
     */
    public PoolStatistics statistics() {
        return engine().dispatcher().statistics();
    }

    @Override
    public String toString() {
        return engine().toString();
    }
}
