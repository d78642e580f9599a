package io.processpool.sync;

import io.processpool.internal.memory.Segment;

/**
 * The threads of all processes that wait for a condition, in rows: one for each, from before it releases the lock until
 * it has the lock again.
 *
 * <pre>
 *  A row's mark:  WAITING -> SIGNALLED    by who signals
 *                 WAITING -> free         by the waiter whose time is over, or by who finds it dead
 *                 SIGNALLED -> free       by the waiter when it has the lock again, or, of the dead, by who has given
 *                                         the signal to another
 *  A row's value: WAITING: the waiter's ticket; SIGNALLED: the first ticket that was given out after the signal, or
 *                 still the waiter's own where who signalled died before it had done so
 * </pre>
 *
 * <p>A signal that a dying waiter swallowed goes to the first waiter that was there when it was given. Whoever passes
 * it on marks the heir first and frees the dead row last; if it dies between, another waiter wakes too many, never one
 * too few.
 *
 * <p>All under the guard but {@link #isSignalled}.
 */
final class ConditionQueue {

    /** How many threads may wait at a time. */
    static final int MAX_WAITERS = 512;

    private static final long WAITING = Rows.FIRST_MARK;
    private static final long SIGNALLED = Rows.FIRST_MARK << 1;

    private final Segment segment;
    private final Rows rows;
    private final Bell ownBell;

    ConditionQueue(Segment segment, Rows rows) {
        this.segment = segment;
        this.rows = rows;
        this.ownBell = Bell.of(segment, rows.ownBell());
    }

    /** Enters as a waiter, and returns its row. */
    int enter(long ticket) {
        int row = rows.take(WAITING, ticket);
        if (row < 0) {
            passOn();
            row = rows.take(WAITING, ticket);
        }
        if (row < 0) {
            throw new IllegalStateException("more than " + MAX_WAITERS + " threads wait for one ProcessCondition");
        }
        return row;
    }

    boolean isSignalled(int row) {
        return rows.mark(row) == SIGNALLED;
    }

    void leave(int row) {
        rows.free(row);
    }

    /**
     * Signals the waiter that came first.
     *
     * @param nextTicket what the next waiter will get
     */
    void signalOne(long nextTicket) {
        int first = firstBefore(nextTicket);
        if (first >= 0) {
            signal(first, nextTicket);
        }
    }

    void signalAll(long nextTicket) {
        for (int row = 0; row < rows.used(); row++) {
            if (rows.mark(row) == WAITING) {
                signal(row, nextTicket);
            }
        }
    }

    private void signal(int row, long nextTicket) {
        // First the mark: a waiter with another value but without the mark would have lost its place.
        rows.setMark(row, SIGNALLED);
        rows.setValue(row, nextTicket);
        ring(row);
    }

    private void ring(int row) {
        if (rows.isOurs(row)) {
            ownBell.ring();
        } else {
            new Bell(segment.words(), rows.bell(row)).ring();
        }
    }

    /** Frees the rows of the dead, and passes on the signals that they had. */
    void passOn() {
        // First those that wait, so that no signal goes from one dead to another.
        rows.forEachDead(row -> {
            if (!isSignalled(row)) {
                rows.free(row);
            }
        });
        rows.forEachDead(row -> {
            signalOne(rows.value(row));
            rows.free(row);
        });
    }

    /** Returns how many wait and were not signalled; outside the guard an estimate. */
    int length() {
        int length = 0;
        for (int row = 0; row < rows.used(); row++) {
            if (rows.mark(row) == WAITING) {
                length++;
            }
        }
        return length;
    }

    /** Returns the bell that rings when one of this process's waiters is signalled. */
    Bell ownBell() {
        return ownBell;
    }

    /** Wakes all, to look again. */
    void ringAll() {
        for (int row = 0; row < rows.used(); row++) {
            if (rows.isTaken(row)) {
                ring(row);
            }
        }
    }

    private int firstBefore(long ticket) {
        int first = -1;
        for (int row = 0; row < rows.used(); row++) {
            if (rows.mark(row) == WAITING && rows.value(row) < ticket) {
                first = first < 0 || rows.value(row) < rows.value(first) ? row : first;
            }
        }
        return first;
    }
}
