package io.processpool.sync;

/**
 * The rounds of a barrier: who has arrived in the present one, and how each one ends.
 *
 * <pre>
 *  The phase:      63                        2  1  0
 *                 | number of the round       | state |
 *
 *  FILLING  -> TRIPPING          the last party has arrived, and runs the action
 *  TRIPPING -> FILLING, round+1  all pass
 *  FILLING, TRIPPING -> BROKEN   abort, a time-out, an interrupt, a failed action, the death of one that has arrived
 *  any      -> BROKEN -> FILLING, round+1    reset
 *
 *  A row:  mark ARRIVED -> free, by its thread when it leaves; or -> TURNED_AWAY by a reset, -> free
 *          value: the round
 * </pre>
 *
 * <p>Only the write of the phase ends a round, so a death between other writes ends none. The rows of earlier rounds
 * mean nothing to later ones.
 *
 * <p>All under the guard but what says otherwise.
 */
final class BarrierRounds {

    /** How a round has ended for one who arrived in it. */
    enum Outcome {
        NONE_YET,
        PASSED,
        BROKEN
    }

    private static final long FILLING = 0;
    private static final long TRIPPING = 1;
    private static final long BROKEN = 2;

    private static final long STATES = 3;
    private static final long ONE_ROUND = 4;

    private static final long ARRIVED = Rows.FIRST_MARK;
    private static final long TURNED_AWAY = Rows.FIRST_MARK << 1;

    private final Primitive primitive;
    private final int phaseField;
    private final Rows rows;

    BarrierRounds(Primitive primitive, int phaseField, Rows rows) {
        this.primitive = primitive;
        this.phaseField = phaseField;
        this.rows = rows;
    }

    // What can be read at any time

    /** Returns the number of the round, a multiple of 4. */
    long round() {
        return phase() & ~STATES;
    }

    boolean isFilling() {
        return (phase() & STATES) == FILLING;
    }

    boolean isTripping() {
        return (phase() & STATES) == TRIPPING;
    }

    boolean isBroken() {
        return (phase() & STATES) == BROKEN;
    }

    /** Returns how many have arrived in the present round. */
    int arrived() {
        int arrived = 0;
        for (int row = 0; row < rows.used(); row++) {
            if (isOfThisRound(row)) {
                arrived++;
            }
        }
        return arrived;
    }

    Outcome outcome(int row, long round) {
        // First the phase: a reset turns away before it begins the next round.
        long phase = phase();
        if (rows.mark(row) == TURNED_AWAY) {
            return Outcome.BROKEN;
        }
        if ((phase & ~STATES) != round) {
            return Outcome.PASSED;
        }
        return (phase & STATES) == BROKEN ? Outcome.BROKEN : Outcome.NONE_YET;
    }

    // Arriving and leaving

    /** Arrives in the present round, and returns the row to leave with. */
    int arrive() {
        int row = rows.take(ARRIVED, round());
        if (row < 0) {
            rows.forEachDead(dead -> {
                if (!isOfThisRound(dead)) {
                    rows.free(dead);
                }
            });
            row = rows.take(ARRIVED, round());
        }
        if (row < 0) {
            throw new IllegalStateException("too many threads that have not left earlier rounds of a ProcessBarrier");
        }
        return row;
    }

    void leave(int row) {
        rows.free(row);
    }

    /** Tells whether somebody who arrived in this round has died. */
    boolean hasDeadParty() {
        for (int row = 0; row < rows.used(); row++) {
            if (isOfThisRound(row) && rows.isDead(row)) {
                return true;
            }
        }
        return false;
    }

    // How a round ends

    void beginToTrip() {
        setPhase(round() | TRIPPING);
    }

    /** Lets all pass, unless the round was broken meanwhile; whether they pass. */
    boolean trip(long round) {
        if (phase() != (round | TRIPPING)) {
            return false;
        }
        setPhase(round + ONE_ROUND);
        return true;
    }

    /** Breaks the present round. */
    void breakRound() {
        setPhase(round() | BROKEN);
    }

    /** Turns away who waits, and begins a new round. */
    void reset() {
        breakRound();
        for (int row = 0; row < rows.used(); row++) {
            if (isOfThisRound(row)) {
                rows.setMark(row, TURNED_AWAY);
            }
        }
        setPhase(round() + ONE_ROUND);
    }

    private boolean isOfThisRound(int row) {
        return rows.mark(row) == ARRIVED && rows.value(row) == round();
    }

    private long phase() {
        return primitive.get(phaseField);
    }

    private void setPhase(long phase) {
        primitive.set(phaseField, phase);
    }
}
