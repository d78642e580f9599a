package io.processpool.pool;

/**
 * The item that a worker runs, as the parent has seen it. Guarded by the dispatcher's lock.
 *
 * @param record that it is in
 * @param item within the record
 * @param sinceNanos when it was first seen to run
 */
record Running(Handed record, int item, long sinceNanos) {
    Call call() {
        return record.range.call;
    }

    /** Its index within its call. */
    long index() {
        return record.range.firstIndex() + item;
    }

    boolean is(Handed other, int otherItem) {
        return record == other && item == otherItem;
    }

    boolean isLongerThan(long nanos, long now) {
        return nanos > 0 && now - sinceNanos > nanos;
    }
}
