package io.processpool.acceptance;

import java.time.Duration;

/** The delays of the tests, multiplied by the system property {@code delay.factor}. */
public final class Delays {
    private static final double FACTOR = Double.parseDouble(System.getProperty("delay.factor", "1"));

    /** So long a test looks whether something happens that must not. */
    public static final Duration SHORT = scaled(Duration.ofMillis(200));

    /** So long a test waits at most for what must happen. */
    public static final Duration LONG = scaled(Duration.ofSeconds(30));

    private Delays() {}

    /** A bound that a promise names, as long as it must be on this machine. */
    public static Duration scaled(Duration duration) {
        return Duration.ofMillis((long) (duration.toMillis() * FACTOR));
    }
}
