package io.processpool.pool;

import io.processpool.internal.memory.Words;
import io.processpool.internal.wire.Claim;

/** A range that was handed to a worker, until all of it is answered or taken back. Guarded by the dispatcher's lock. */
final class Handed {
    final Range range;
    /** Where its record stands in the ring of tasks. */
    final long position;
    /** Offset of its claim word in the segment. */
    final int claimOffset;
    /** Items that are the worker's; lower after some were taken back. */
    int limit;
    /** Items that were answered; the worker answers in order. */
    int answered;

    Handed(Range range, long position, int claimOffset) {
        this.range = range;
        this.position = position;
        this.claimOffset = claimOffset;
        this.limit = range.items();
    }

    /** Whether this item is the next to be answered. */
    boolean expects(long callId, long index) {
        return range.call.id == callId && range.firstIndex() + answered == index;
    }

    /** Items that are not answered and that somebody still wants. */
    int expected() {
        return range.call.withdrawn ? 0 : limit - answered;
    }

    /** The next items have been answered, as many as are its own; returns how many. */
    int answered(int most) {
        int count = Math.min(most, limit - answered);
        answered += count;
        return count;
    }

    /** Takes back up to so many items that were not started, the last ones, which stand from the new limit on; returns how many. */
    int takeBack(Words words, int most) {
        int before = limit;
        limit = Claim.limit(Claim.takeBack(words, claimOffset, most));
        return before - limit;
    }

    /**
     * Takes back up to so many items that were not started, the last ones. They are a range before they are taken, so that none is lost where there is no memory.
     *
     * @return null if all were started
     */
    Range takeBackRange(Words words, int most) {
        while (true) {
            int items = Math.min(most, Claim.unstarted(words.getLongVolatile(claimOffset)));
            if (items == 0) {
                return null;
            }
            Range rest = range.part(limit - items, limit);
            if (Claim.takeBackFrom(words, claimOffset, limit - items)) {
                limit -= items;
                return rest;
            }
        }
    }

    boolean isDone() {
        return answered >= limit;
    }

    /** It is done, and will not be looked at again. Of a chunk that was cut, somebody else may still read the rest. */
    void end() {
        if (limit == range.items() && range.isWholeChunk()) {
            range.chunk.answered();
        }
    }
}
