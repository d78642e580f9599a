package io.processpool.internal.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long one side of a connection looks again and again for what the other will say, before it sleeps: two wake-ups
 * are saved when that comes soon, and a core is wasted when it does not. So the budget falls to nothing when spinning
 * has not helped, and is tried again now and then; and of one JVM no more threads spin than there are cores to spare.
 *
 * <p>For the reading thread of one connection.
 */
public final class SpinBudget {
    private static final long MOST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int RETRY_AFTER = 64;

    // The other side needs a core too. On a machine with one, spinning only keeps it from answering.
    private static final int MOST_SPINNERS = Runtime.getRuntime().availableProcessors() - 1;
    private static final AtomicInteger SPINNERS = new AtomicInteger();

    private int failures;

    /** Takes the next frame if it comes soon; null if it does not. */
    public ByteBuffer poll(Connection connection) throws IOException {
        ByteBuffer frame = connection.poll();
        if (frame != null || !maySpin()) {
            return frame;
        }
        try {
            frame = spin(connection);
        } finally {
            SPINNERS.decrementAndGet();
        }
        failures = frame != null ? Math.max(0, failures - 1) : failures + 1;
        return frame;
    }

    private boolean maySpin() {
        if (failures >= 4 && ++failures % RETRY_AFTER != 0) {
            return false;
        }
        if (SPINNERS.incrementAndGet() <= MOST_SPINNERS) {
            return true;
        }
        SPINNERS.decrementAndGet();
        return false;
    }

    private static ByteBuffer spin(Connection connection) throws IOException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < MOST_NANOS) {
            ByteBuffer frame = connection.poll();
            if (frame != null) {
                return frame;
            }
            Thread.onSpinWait();
        }
        return null;
    }
}
