package io.processpool.sync;

/**
 * How many of something each process holds, in rows: permits of a semaphore, holds of a read lock. What is taken is
 * their sum, so a dead process's part is back when its row is free, and there is no total that a death could leave
 * wrong.
 *
 * <p>Several of these may share one table, each with a mark of its own. All under the primitive's guard.
 */
final class Holders {

    /** How many processes may hold something at a time. */
    static final int MAX_PROCESSES = 256;

    private final Rows rows;
    private final long mark;

    /**
     * Looks at those rows of a table that have a mark.
     *
     * @param mark one of the bits 22 to 31, or 0
     */
    Holders(Rows rows, long mark) {
        this.rows = rows;
        this.mark = mark;
    }

    /** Returns how many are held; outside the guard an estimate. */
    long total() {
        long total = 0;
        for (int row = 0; row < rows.used(); row++) {
            if (rows.isTaken(row) && rows.mark(row) == mark) {
                total += rows.value(row);
            }
        }
        return total;
    }

    /** Returns how many this process holds. */
    long ours() {
        int row = rows.find(mark);
        return row < 0 ? 0 : rows.value(row);
    }

    /** Adds to what this process holds, maybe less than nothing. */
    void add(long number) {
        int row = rows.find(mark);
        if (row < 0) {
            begin(number);
        } else if (rows.value(row) + number == 0) {
            rows.free(row);
        } else {
            rows.setValue(row, rows.value(row) + number);
        }
    }

    private void begin(long number) {
        if (rows.take(mark, number) >= 0) {
            return;
        }
        forgetDead();
        if (rows.take(mark, number) < 0) {
            throw new IllegalStateException(
                    "more than " + MAX_PROCESSES + " processes hold something of one semaphore or lock");
        }
    }

    /** Takes back what the dead held, whatever its mark; whether there was something of this mark. */
    boolean forgetDead() {
        long before = total();
        rows.forEachDead(rows::free);
        return total() != before;
    }
}
