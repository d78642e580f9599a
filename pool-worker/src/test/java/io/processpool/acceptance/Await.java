package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for conditions that nobody signals, in tests and in their tasks. */
public final class Await {
    private static final long POLL_MILLIS = 5;

    private Await() {}

    /** Waits until it is so; fails the test when it is not in {@link Delays#LONG}. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, Delays.LONG, condition);
    }

    /** Waits until it is so; fails the test when it is not by then. */
    public static void until(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        if (!happens(atMost, condition)) {
            fail("Not within " + atMost.toMillis() + " ms: " + what);
        }
    }

    /** Whether it is so at some time from now on. */
    public static boolean happens(Duration within, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > within.toNanos()) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }
}
