package io.processpool.pool;

import io.processpool.internal.log.Log;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Runs the callbacks of a pool on one thread that is started for the first of them. That thread hands them to the user's executor where there is one, so that
 * even an executor that runs them at once never holds up what completes the results.
 */
final class Callbacks {
    private static final long IDLE_SECONDS = 10;

    private final Executor ownThread;
    private final Executor users;
    private final ThreadLocal<Boolean> inCallback = new ThreadLocal<>();

    // Guarded by this: of callbacks that were handed over and have not ended, what to do when nobody waits for them
    // any more.
    private final Map<Object, Runnable> open = new HashMap<>();

    /**
     * The callbacks of a pool.
     *
     * @param users the user's executor, or null
     */
    Callbacks(String threadName, Executor users) {
        this.ownThread = lazyThread(threadName);
        this.users = users == null ? Runnable::run : users;
    }

    private static Executor lazyThread(String name) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * Hands callbacks over; where the user's executor refuses them they run on the pool's thread, since results must complete.
     *
     * @param giveUp is run if nobody waits for their end any more
     */
    void execute(Runnable callbacks, Runnable giveUp) {
        Object key = new Object();
        synchronized (this) {
            open.put(key, giveUp);
        }
        Runnable counted = () -> {
            try {
                runHere(callbacks);
            } finally {
                ended(key);
            }
        };
        ownThread.execute(() -> handOver(counted));
    }

    private void handOver(Runnable callbacks) {
        AtomicBoolean started = new AtomicBoolean();
        Runnable once = () -> {
            if (started.compareAndSet(false, true)) {
                callbacks.run();
            }
        };
        try {
            users.execute(once);
        } catch (RuntimeException | Error refused) {
            if (started.get()) {
                throw refused;
            }
            Log.warn("The executor for callbacks fails, so they run on a thread of the pool: " + refused);
            once.run();
        }
    }

    /** Runs callbacks in this thread. */
    void runHere(Runnable callbacks) {
        Boolean outer = inCallback.get();
        inCallback.set(Boolean.TRUE);
        try {
            callbacks.run();
        } finally {
            if (outer == null) {
                inCallback.remove();
            }
        }
    }

    /** Whether this thread runs a callback of this pool. */
    boolean isInCallback() {
        return inCallback.get() != null;
    }

    /** Waits until all callbacks handed over so far have ended; whether they have in that time. */
    synchronized boolean awaitIdle(long timeoutNanos) throws InterruptedException {
        long deadline = System.nanoTime() + timeoutNanos;
        while (!open.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
        return true;
    }

    /**
     * Waits until all callbacks handed over have ended. Where they have not in a grace period, and it is to be impatient, it gives up, and the results are ready
     * without them.
     */
    void awaitEnd(long graceNanos, BooleanSupplier isImpatient) throws InterruptedException {
        while (!awaitIdle(graceNanos)) {
            if (isImpatient.getAsBoolean()) {
                giveUp();
                return;
            }
        }
    }

    private void giveUp() {
        List<Runnable> left;
        synchronized (this) {
            left = List.copyOf(open.values());
        }
        Log.warn("A callback does not end; results that are ready without theirs: " + left.size());
        left.forEach(Runnable::run);
    }

    private synchronized void ended(Object key) {
        open.remove(key);
        notifyAll();
    }
}
