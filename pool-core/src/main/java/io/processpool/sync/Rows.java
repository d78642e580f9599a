package io.processpool.sync;

import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessIdentity;
import java.util.function.IntConsumer;

/**
 * A table in shared memory that says which process holds, or waits for, what; so that the dead can be told from the
 * living, and what they held be taken back.
 *
 * <pre>
 *  The table:  0 | used |   8 | zero |  16 | rows, 32 bytes each
 *
 *  A row:      0 | who  |   8 | value |  16 | bell (32 bits) |  24 | zero
 *
 *   used   how many rows from the first one may be taken; never falls
 *   who    0: free; else the process as in a lock's word, and in bits 22 to 31 a mark that the primitive gives
 *   value  what the primitive wants to know of it
 *   bell   rings for the processes whose pid leads to this row, where the primitive wants that, be the row taken or not
 * </pre>
 *
 * <p>A row is taken by the write of {@code who}, after {@code value}, and freed by the next one. All writes happen
 * under the primitive's {@link Guard}; reads may happen outside, and are then an estimate.
 */
final class Rows {

    /** The first of the bits that are free for marks. */
    static final long FIRST_MARK = 1L << ProcessIdentity.PID_BITS;

    private static final long PIDS = FIRST_MARK - 1;
    private static final long MARKS = (1L << Integer.SIZE) - FIRST_MARK;

    private static final int USED_OFFSET = 0;
    private static final int ROWS_OFFSET = 16;
    private static final int ROW_BYTES = 32;

    private static final int WHO_OFFSET = 0;
    private static final int VALUE_OFFSET = 8;
    private static final int BELL_OFFSET = 16;

    private final Words words;
    private final int offset;
    private final int capacity;
    private final long self;

    /** Looks at the table at a place as one process, which need not be this one. */
    Rows(Words words, int offset, int capacity, ProcessIdentity identity) {
        this.words = words;
        this.offset = offset;
        this.capacity = capacity;
        this.self = identity.word();
    }

    /** Returns the memory that a table needs. */
    static int lengthBytes(int capacity) {
        return Math.addExact(ROWS_OFFSET, Math.multiplyExact(ROW_BYTES, capacity));
    }

    /** Returns how many rows may be taken; the others are free. */
    int used() {
        return (int) words.getLongVolatile(offset + USED_OFFSET);
    }

    boolean isTaken(int row) {
        return who(row) != 0;
    }

    /** Tells whether a row is taken by this process. */
    boolean isOurs(int row) {
        return (who(row) & ~MARKS) == self;
    }

    /** Returns the mark of a row, or 0. */
    long mark(int row) {
        return who(row) & MARKS;
    }

    long value(int row) {
        return words.getLongVolatile(at(row) + VALUE_OFFSET);
    }

    /** Returns the place of the bell of this process: it rings for few others, and all of its threads hear it. */
    int ownBell() {
        return bellOf(self);
    }

    /** Returns the place of the bell of the process that has taken a row. */
    int bell(int row) {
        return bellOf(who(row));
    }

    private int bellOf(long who) {
        return at((int) ((who & PIDS) % capacity)) + BELL_OFFSET;
    }

    /** Tells whether a row is taken by a process that has died. Costs 10–15 µs for one of another process. */
    boolean isDead(int row) {
        long who = who(row) & ~MARKS;
        return who != 0 && who != self && !ProcessIdentity.isAlive(who);
    }

    /** Hands every row of a dead process to somebody who may free it. */
    void forEachDead(IntConsumer action) {
        for (int row = 0; row < used(); row++) {
            if (isDead(row)) {
                action.accept(row);
            }
        }
    }

    /** Returns this process's row with this mark, or -1. */
    int find(long mark) {
        for (int row = 0; row < used(); row++) {
            if (who(row) == (self | mark)) {
                return row;
            }
        }
        return -1;
    }

    /**
     * Takes a free row for this process; returns -1 if there is none.
     *
     * @param mark what to say of it, one of the bits 22 to 31, or 0
     * @param value what to say first
     */
    int take(long mark, long value) {
        int used = used();
        int row = 0;
        while (row < used && isTaken(row)) {
            row++;
        }
        if (row == capacity) {
            return -1;
        }
        words.setLongVolatile(at(row) + VALUE_OFFSET, value);
        if (row == used) {
            words.setLongVolatile(offset + USED_OFFSET, used + 1L);
        }
        words.setLongVolatile(at(row) + WHO_OFFSET, self | mark);
        return row;
    }

    void free(int row) {
        words.setLongVolatile(at(row) + WHO_OFFSET, 0);
    }

    void setValue(int row, long value) {
        words.setLongVolatile(at(row) + VALUE_OFFSET, value);
    }

    /** Replaces the mark of a taken row, whosever it is. */
    void setMark(int row, long mark) {
        words.setLongVolatile(at(row) + WHO_OFFSET, who(row) & ~MARKS | mark);
    }

    private long who(int row) {
        return words.getLongVolatile(at(row) + WHO_OFFSET);
    }

    private int at(int row) {
        return offset + ROWS_OFFSET + row * ROW_BYTES;
    }
}
