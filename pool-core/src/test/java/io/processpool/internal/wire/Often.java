package io.processpool.internal.wire;

import java.util.concurrent.TimeUnit;

/**
 * Two threads that meet many times, as tests of what they do at the same moment need it: as often as is asked for where
 * each has a processor, and less often where a meeting has to wait for the scheduler.
 */
final class Often {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private Often() {}

    /** Some meetings, of threads that begin and end with it. */
    @FunctionalInterface
    interface Meetings {
        void hold() throws Exception;
    }

    /** Holds them so many times, or until they have taken long; once at least. */
    static void hold(int most, Meetings meetings) throws Exception {
        long start = System.nanoTime();
        int held = 0;
        do {
            meetings.hold();
            held++;
        } while (held < most && System.nanoTime() - start < LONGEST_NANOS);
    }
}
