package io.processpool.logback;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes turns long where several processes log as fast as they can. Each change of turns takes what the kernel knows of the file from core to core, and whoever
 * waits for a turn would be back after some 100 µs. So a process that has just written many events in quick succession, and finds the turn taken, first stands
 * back for a moment. One that logs now and then never does.
 *
 * <p>One for each file and JVM. What threads race for here is only a sense of time.
 */
final class Patience {
    /** The kernel makes it some 50 µs longer. */
    private static final long STAND_BACK_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    private static final int MANY_EVENTS = 32;
    private static final long QUICK_NANOS = TimeUnit.MICROSECONDS.toNanos(5);

    // Since the turn was last found taken.
    private int events;
    private long sinceNanos = System.nanoTime();

    /** This process has its turn, for one event. */
    void hadTurn() {
        events++;
    }

    /**
     * This process has found the turn taken. Returns after a third of a millisecond or so, at once if the thread is interrupted.
     *
     * @return whether it stood back
     */
    boolean standBack() {
        boolean isInHurry = events >= MANY_EVENTS && System.nanoTime() - sinceNanos < events * QUICK_NANOS;
        events = 0;
        if (isInHurry) {
            LockSupport.parkNanos(this, STAND_BACK_NANOS);
        }
        sinceNanos = System.nanoTime();
        return isInHurry;
    }
}
