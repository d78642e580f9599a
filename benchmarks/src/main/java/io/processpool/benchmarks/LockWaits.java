package io.processpool.benchmarks;

/** How long a process waits at most for a lock that all want all the time, in milliseconds. */
final class LockWaits extends LockContended {
    /** So many processes. */
    LockWaits(int processes) {
        super(processes);
    }

    @Override
    public double measure() {
        super.measure();
        return longestWaitMillis();
    }
}
