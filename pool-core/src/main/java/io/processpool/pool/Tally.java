package io.processpool.pool;

/** What a pool has counted since it was built. Guarded by the dispatcher's lock. */
final class Tally {
    private long completedItems;
    private long failedItems;
    private long replacedWorkers;

    void completed(long items) {
        completedItems += items;
    }

    void failed(long items) {
        failedItems += items;
    }

    void replaced() {
        replacedWorkers++;
    }

    /** With what stands in the queue and the slots now. */
    PoolStatistics with(int liveWorkers, long waitingItems, long handedItems) {
        return new PoolStatistics(liveWorkers, waitingItems, handedItems, completedItems, failedItems, replacedWorkers);
    }
}
