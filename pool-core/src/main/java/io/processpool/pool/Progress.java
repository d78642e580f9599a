package io.processpool.pool;

/** When a worker last got on with its work, and what that says of it. Guarded by the dispatcher's lock. */
final class Progress {
    private long lastNanos;

    /** Workers in a row that have stood still in this place. */
    private int standstills;

    /** From now on it has work. */
    void begin() {
        lastNanos = System.nanoTime();
    }

    /** Answers came: so many in the time since the last. Returns the time for each. */
    long answered(int answers) {
        long now = System.nanoTime();
        long each = (now - lastNanos) / answers;
        lastNanos = now;
        standstills = 0;
        return Math.max(1, each);
    }

    /** How long it has not got on. */
    long pauseNanos(long now) {
        return now - lastNanos;
    }

    /**
     * Whether it stands still that has not begun what it was handed within the time-out of the task, 0 for none, and a grace period. The next worker gets twice the
     * time, lest a machine that is slow replaces workers for ever.
     */
    boolean isStandstill(long timeoutNanos, long graceNanos, long now) {
        long patience = (timeoutNanos + graceNanos) << Math.min(standstills, 10);
        if (timeoutNanos == 0 || pauseNanos(now) <= patience) {
            return false;
        }
        standstills++;
        return true;
    }
}
