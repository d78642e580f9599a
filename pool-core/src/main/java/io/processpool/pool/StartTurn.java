package io.processpool.pool;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to start a child now. Half as many start at the same time as there are processors: a start is work for more
 * than one of them, since the JIT compiles beside it, and often two of them are one core. More starts would only make
 * each other late, where in turns the first can take tasks while the last is still to come.
 *
 * <p>A turn ends when the child takes tasks, has died, or takes {@linkplain #isLong long}, since then it waits for
 * something else. All pools of this JVM share the turns. Thread-safe.
 */
final class StartTurn {
    private static final Semaphore FREE = new Semaphore(atATime(), true);
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final AtomicBoolean ended = new AtomicBoolean();
    private final long startNanos = System.nanoTime();

    private StartTurn() {}

    /** How many turns there are. */
    static int atATime() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** Waits for a turn, in the order of those who ask. */
    static StartTurn await() throws InterruptedException {
        FREE.acquire();
        return new StartTurn();
    }

    /** Whether it has taken so long that it is somebody else's turn. */
    boolean isLong() {
        return System.nanoTime() - startNanos > LONG_NANOS;
    }

    /** The next one may start; twice does no harm. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            FREE.release();
        }
    }
}
