package io.processpool.pool;

/**
 * How many workers a pool has, and how long each lives.
 *
 * @param minWorkers that are started at once and stay, of all; the others come when there is work for them
 * @param idleNanos after which one of the others ends that has nothing to do; 0 for never
 * @param maxItems after which a worker is replaced; 0 for never
 * @param maxAgeNanos after which a worker is replaced; 0 for never
 * @param maxResidentBytes of memory above which a worker is replaced; 0 for never
 */
record Lifespan(int minWorkers, long idleNanos, int maxItems, long maxAgeNanos, long maxResidentBytes) {
    /** Whether somebody has to look at the workers now and then. */
    boolean isTimed() {
        return idleNanos > 0 || maxAgeNanos > 0 || maxResidentBytes > 0;
    }

    boolean isIdleTooLong(long idleForNanos) {
        return idleNanos > 0 && idleForNanos > idleNanos;
    }

    boolean isTooOld(long ageNanos) {
        return maxAgeNanos > 0 && ageNanos > maxAgeNanos;
    }

    boolean isTooLarge(long residentBytes) {
        return maxResidentBytes > 0 && residentBytes > maxResidentBytes;
    }
}
