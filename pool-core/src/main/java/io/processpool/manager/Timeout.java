package io.processpool.manager;

import java.time.Duration;

/** Converts time-outs for the wire. */
final class Timeout {
    private Timeout() {}

    /** In nanoseconds; one of centuries is the longest possible. */
    static long nanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException tooLong) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
