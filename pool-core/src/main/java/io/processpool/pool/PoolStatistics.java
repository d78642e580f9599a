package io.processpool.pool;

/**
 * What a pool is doing and has done, at one moment: all counts are taken in one step, and belong together. By the time they are read they may have changed.
 *
 * <p>An item is counted when it has been serialized and handed to the pool, so of a lazy or large input only what has been pulled; one that cannot travel is not
 * counted at all. It then is waiting, handed, completed or failed, one of these at a time; completed or failed it is a moment before its result is ready.
 * With {@code withRetries} it may wait again after its worker has died. Items of a call that is over early (cancelled, failed fast, terminated) count no more,
 * unless they had ended.
 *
 * @param liveWorkers workers that take items, or run their last ones; not one that still starts or runs the initializer, nor one that is idle and was ended for it
 * @param waitingItems items that have not been handed to a worker
 * @param handedItems items that a worker runs (one at a time), or has in its mailbox; an idle worker may yet be given the latter
 * @param completedItems items that have ended with a value
 * @param failedItems items that have ended with a failure: what the task threw, the death of the worker, a time-out
 * @param replacedWorkers workers that took the place of one that had ended, for whatever reason, be it before it took items; counted when they take items themselves
 */
public record PoolStatistics(
        int liveWorkers,
        long waitingItems,
        long handedItems,
        long completedItems,
        long failedItems,
        long replacedWorkers) {}
