package io.processpool.internal.wire;

import io.processpool.internal.memory.Words;

/**
 * Who runs which item of a chunk: one word, changed by CAS only, so that an item is run or taken back, never both.
 *
 * <pre>
 *    63                          32 31                           0
 *   +------------------------------+------------------------------+
 *   | limit: the first item that   | next: the first item that    |
 *   | is not this worker's         | has not been started         |
 *   +------------------------------+------------------------------+
 * </pre>
 *
 * <p>The worker claims an item by {@code next + 1}; the parent takes items back by a lower {@code limit}. Items count from 0
 * within the record. After a death, {@code next} tells how many were started.
 */
public final class Claim {
    private Claim() {}

    /** The word of a record with so many items, none started. */
    public static long of(int items) {
        return pack(0, items);
    }

    /** The first item that has not been started. */
    public static int next(long claim) {
        return (int) claim;
    }

    /** The first item that is not this worker's. */
    public static int limit(long claim) {
        return (int) (claim >>> 32);
    }

    /** Items that the worker may still start. */
    public static int unstarted(long claim) {
        return Math.max(0, limit(claim) - next(claim));
    }

    /**
     * The worker: claims its next item.
     *
     * @return the item, or -1 if none is left
     */
    public static int start(Words words, int offset) {
        while (true) {
            long claim = words.getLongVolatile(offset);
            int next = next(claim);
            if (next >= limit(claim)) {
                return -1;
            }
            if (words.compareAndSetLong(offset, claim, pack(next + 1, limit(claim)))) {
                return next;
            }
        }
    }

    /**
     * The parent: takes back up to so many of the items that were not started, the last ones first.
     *
     * @return the claim as it is then; what was taken back ends at the limit that stood before
     */
    public static long takeBack(Words words, int offset, int items) {
        while (true) {
            long claim = words.getLongVolatile(offset);
            int taken = Math.min(items, unstarted(claim));
            if (taken == 0) {
                return claim;
            }
            long lowered = pack(next(claim), limit(claim) - taken);
            if (words.compareAndSetLong(offset, claim, lowered)) {
                return lowered;
            }
        }
    }

    /**
     * The parent: takes back all items from this one on, unless one of them has been started.
     *
     * @param first below the limit
     * @return whether they were taken back
     */
    public static boolean takeBackFrom(Words words, int offset, int first) {
        while (true) {
            long claim = words.getLongVolatile(offset);
            int next = next(claim);
            if (next > first) {
                return false;
            }
            if (words.compareAndSetLong(offset, claim, pack(next, first))) {
                return true;
            }
        }
    }

    private static long pack(int next, int limit) {
        return (long) limit << 32 | next & 0xFFFF_FFFFL;
    }
}
