package io.processpool.pool;

import java.util.concurrent.TimeUnit;

/**
 * Looks at the clock for all that is limited in time: tasks that run or wait, tasks that are being ended. One thread,
 * which is started for the first of them and sleeps while there are none.
 *
 * <p>Thread-safe.
 */
final class Timekeeper {
    private static final long TICK_MILLIS = 5;
    private static final long STOPPED = -1;

    private final PoolEngine engine;
    private final Dispatcher dispatcher;

    // Guarded by this.
    // states: no thread -> ticking <-> asleep, while nothing is limited -> stopped.
    private boolean started;
    private boolean isNeeded;
    private long wakes;
    private boolean stopped;

    Timekeeper(PoolEngine engine, Dispatcher dispatcher) {
        this.engine = engine;
        this.dispatcher = dispatcher;
    }

    /** From now on there is something to look at. */
    synchronized void wake() {
        isNeeded = true;
        wakes++;
        if (!started && !stopped) {
            started = true;
            Thread thread = new Thread(this::run, engine.name() + "-timekeeper");
            thread.setDaemon(true);
            thread.start();
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
                Overdue overdue = dispatcher.tick(System.nanoTime());
                overdue.tell();
                if (!overdue.isMoreToCome() && !engine.hasTimedCalls()) {
                    sleepUnlessWokenSince(seen);
                }
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
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
