package io.processpool.pool;

import io.processpool.internal.spawn.DaemonThread;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the clock for all that is limited in time: tasks that run or wait, tasks that are being ended. One thread,
 * which is started for the first of them and sleeps while there are none.
 *
 * <p>Thread-safe.
 */
final class Timekeeper {
    private static final long TICK_MILLIS = 5;
    private static final long SLOW_TICK_MILLIS = 100;
    private static final long STOPPED = -1;

    private final String name;
    private final OpenCalls open;
    private final Dispatcher dispatcher;
    private final Lifespan lifespan;

    /** Its thread only, which goes on with it after it ran out of memory. */
    private final Overdue overdue = new Overdue();

    // Guarded by this.
    // states: no thread -> ticking <-> asleep, while nothing is limited -> stopped.
    private boolean started;
    private boolean isNeeded;
    private long wakes;
    private boolean stopped;

    Timekeeper(String name, OpenCalls open, Dispatcher dispatcher, Lifespan lifespan) {
        this.lifespan = lifespan;
        this.name = name;
        this.open = open;
        this.dispatcher = dispatcher;
    }

    /** Starts at once if workers have to be looked at. */
    void start() {
        if (lifespan.isTimed()) {
            wake();
        }
    }

    /** From now on there is something to look at. */
    synchronized void wake() {
        isNeeded = true;
        wakes++;
        if (!started && !stopped) {
            started = true;
            DaemonThread.startLasting(this::run, name);
        }
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    private void run() {
        try {
            for (long seen = awaitNeed(); seen != STOPPED; seen = awaitNeed()) {
                look();
                if (overdue.isMoreToCome() || open.isAnyTimed()) {
                    TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
                } else if (lifespan.isTimed()) {
                    retireLarge();
                    pause(seen);
                } else {
                    sleepUnlessWokenSince(seen);
                }
            }
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            dispatcher.tick(System.nanoTime(), overdue);
        } finally {
            overdue.tell();
        }
    }

    /** Workers that take too much memory are replaced. */
    private void retireLarge() {
        if (lifespan.maxResidentBytes() == 0) {
            return;
        }
        for (Worker worker : dispatcher.workers()) {
            if (lifespan.isTooLarge(ResidentMemory.ofProcess(worker.pid()))) {
                dispatcher.retire(worker);
            }
        }
    }

    private synchronized void pause(long seen) throws InterruptedException {
        if (wakes == seen && !stopped) {
            wait(SLOW_TICK_MILLIS);
        }
    }

    /** Sleeps while there is nothing to look at; returns how often it was woken. */
    private synchronized long awaitNeed() throws InterruptedException {
        while (!isNeeded && !stopped) {
            wait();
        }
        return stopped ? STOPPED : wakes;
    }

    // Who begins something while we look wakes us behind it.
    private synchronized void sleepUnlessWokenSince(long seen) {
        isNeeded = wakes != seen;
    }
}
