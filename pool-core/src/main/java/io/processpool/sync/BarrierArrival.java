package io.processpool.sync;

import io.processpool.RemoteRunnable;
import io.processpool.sync.BarrierRounds.Outcome;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** One thread's way through one round of a barrier. Used once, by that thread. */
final class BarrierArrival {

    private static final int NOT_ARRIVED = -1;

    private final BarrierRounds rounds;
    private final Guard guard;
    private final Bell bell;
    private final int parties;

    // states: NOT_ARRIVED -> the row, of a round, as the index-th from the end
    private int row = NOT_ARRIVED;
    private long round;
    private int index;

    BarrierArrival(BarrierRounds rounds, Guard guard, Bell bell, int parties) {
        this.rounds = rounds;
        this.guard = guard;
        this.bell = bell;
        this.parties = parties;
    }

    /**
     * Arrives, and waits for the others; the last one runs the action, if there is one. Returns how many were to come.
     */
    int await(RemoteRunnable action, long timeoutNanos)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        long startNanos = System.nanoTime();
        arrive(timeoutNanos);
        if (index == 0) {
            runAndTrip(action);
            return 0;
        }
        InterruptedException interrupt = null;
        try {
            bell.await(this::isOver, this::hasOutcome, timeoutNanos - (System.nanoTime() - startNanos));
        } catch (InterruptedException e) {
            interrupt = e;
        }
        return result(leave(), interrupt);
    }

    // Arriving

    private void arrive(long timeoutNanos) throws InterruptedException, BrokenBarrierException, TimeoutException {
        boolean inTime = false;
        try {
            inTime = bell.await(this::tryToArrive, () -> !rounds.isTripping(), timeoutNanos);
        } finally {
            if (!inTime) {
                breakRound();
            }
        }
        if (!inTime) {
            throw late();
        }
        if (row == NOT_ARRIVED) {
            throw broken();
        }
    }

    /** False only while the round before runs its action; true without a row if the barrier is broken. */
    private boolean tryToArrive() {
        boolean wasBroken = rounds.isBroken();
        guard.lock();
        try {
            boolean isLast = rounds.arrived() >= parties - 1;
            if ((isLast || guard.isLookDue()) && rounds.hasDeadParty()) {
                rounds.breakRound();
            }
            if (rounds.isFilling()) {
                enter(isLast);
            }
            return !rounds.isTripping() || row != NOT_ARRIVED;
        } finally {
            guard.unlock();
            if (!wasBroken && rounds.isBroken()) {
                bell.ring();
            }
        }
    }

    private void enter(boolean isLast) {
        round = rounds.round();
        index = parties - 1 - rounds.arrived();
        row = rounds.arrive();
        if (isLast) {
            rounds.beginToTrip();
        }
    }

    // The last one's part

    private void runAndTrip(RemoteRunnable action) throws BrokenBarrierException {
        boolean done = false;
        boolean passed;
        try {
            run(action);
            done = true;
        } finally {
            passed = endRound(done);
        }
        if (!passed) {
            throw broken();
        }
    }

    private static void run(RemoteRunnable action) {
        try {
            if (action != null) {
                action.run();
            }
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new CompletionException("the action of a ProcessBarrier failed", checked);
        }
    }

    private boolean endRound(boolean done) {
        guard.lock();
        try {
            boolean passed = done && rounds.trip(round);
            if (!done && rounds.outcome(row, round) == Outcome.NONE_YET) {
                rounds.breakRound();
            }
            rounds.leave(row);
            return passed;
        } finally {
            guard.unlock();
            bell.ring();
        }
    }

    // The others' part

    private boolean isOver() {
        if (!hasOutcome() && guard.isLookDue()) {
            breakIfDead();
        }
        return hasOutcome();
    }

    private boolean hasOutcome() {
        return rounds.outcome(row, round) != Outcome.NONE_YET;
    }

    private void breakIfDead() {
        guard.lock();
        try {
            if (!hasOutcome() && rounds.hasDeadParty()) {
                rounds.breakRound();
            }
        } finally {
            guard.unlock();
        }
        if (rounds.isBroken()) {
            bell.ring();
        }
    }

    /** Leaves, and breaks the round if it has not ended. */
    private Outcome leave() {
        Outcome outcome;
        guard.lock();
        try {
            outcome = rounds.outcome(row, round);
            if (outcome == Outcome.NONE_YET) {
                rounds.breakRound();
            }
            rounds.leave(row);
        } finally {
            guard.unlock();
        }
        if (outcome == Outcome.NONE_YET) {
            bell.ring();
        }
        return outcome;
    }

    private int result(Outcome outcome, InterruptedException interrupt)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        if (outcome == Outcome.NONE_YET) {
            if (interrupt != null) {
                throw interrupt;
            }
            throw late();
        }
        if (interrupt != null) {
            // It came too late to end this wait.
            Thread.currentThread().interrupt();
        }
        if (outcome == Outcome.BROKEN) {
            throw broken();
        }
        return index;
    }

    private void breakRound() {
        guard.lock();
        try {
            rounds.breakRound();
        } finally {
            guard.unlock();
        }
        bell.ring();
    }

    // Failures

    private static BrokenBarrierException broken() {
        return new BrokenBarrierException(
                "the ProcessBarrier is broken: one of its parties did not come, failed or died");
    }

    private TimeoutException late() {
        return new TimeoutException(
                "the time was over before all " + parties + " parties of a ProcessBarrier had come");
    }
}
