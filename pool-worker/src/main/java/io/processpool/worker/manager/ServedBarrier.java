package io.processpool.worker.manager;

import io.processpool.RemoteRunnable;
import io.processpool.internal.rpc.BarrierService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** A barrier. It breaks when one who has arrived is interrupted, waits too long, or is gone. Thread-safe. */
final class ServedBarrier implements BarrierService {
    /** One time that all come together. Guarded by the barrier, but for the waiters' own threads. */
    private static final class Round {
        final List<Waiter> arrived = new ArrayList<>();
        boolean isBroken;
    }

    private final int parties;
    private final RemoteRunnable action;
    private final long timeoutNanos;

    // Guarded by this. A round is replaced when it is complete or reset; a broken one stays.
    private Round round = new Round();

    ServedBarrier(int parties, RemoteRunnable action, long timeoutNanos) {
        this.parties = parties;
        this.action = action;
        this.timeoutNanos = timeoutNanos;
    }

    @Override
    public int await() throws InterruptedException, BrokenBarrierException {
        try {
            return await(timeoutNanos);
        } catch (TimeoutException late) {
            BrokenBarrierException broken = new BrokenBarrierException(late.getMessage());
            broken.initCause(late);
            throw broken;
        }
    }

    @Override
    public int await(long nanos) throws InterruptedException, BrokenBarrierException, TimeoutException {
        Waiter waiter;
        Round mine;
        int toCome;
        synchronized (this) {
            mine = round;
            if (mine.isBroken) {
                throw new BrokenBarrierException("the barrier is broken");
            }
            toCome = parties - mine.arrived.size() - 1;
            if (toCome == 0) {
                complete(mine);
                return 0;
            }
            waiter = new Waiter(Caller.current());
            mine.arrived.add(waiter);
        }
        Waiter.End end = waiter.await(nanos, true);
        synchronized (this) {
            if (mine.isBroken) {
                throw new BrokenBarrierException("the barrier broke, or was reset");
            }
            if (waiter.isWoken()) {
                return toCome;
            }
            breakRound(mine);
        }
        if (end == Waiter.End.CANCELLED) {
            throw new InterruptedException();
        }
        if (end == Waiter.End.GONE) {
            throw new CallerGoneException();
        }
        throw new TimeoutException("only " + mine.arrived.size() + " of " + parties + " parties came in time");
    }

    /** The last one has come: runs the action, and lets all go. Others wait at the monitor meanwhile. */
    private void complete(Round full) {
        boolean isDone = false;
        try {
            if (action != null) {
                action.run();
            }
            isDone = true;
        } catch (RuntimeException ofTheAction) {
            throw ofTheAction;
        } catch (Exception ofTheAction) {
            throw new CompletionException(ofTheAction);
        } finally {
            if (isDone) {
                round = new Round();
                full.arrived.forEach(Waiter::wake);
            } else {
                breakRound(full);
            }
        }
    }

    private static void breakRound(Round broken) {
        broken.isBroken = true;
        broken.arrived.forEach(Waiter::wake);
    }

    @Override
    public synchronized void abort() {
        breakRound(round);
    }

    @Override
    public synchronized void reset() {
        breakRound(round);
        round = new Round();
    }

    @Override
    public synchronized boolean isBroken() {
        return round.isBroken;
    }

    @Override
    public int getParties() {
        return parties;
    }

    @Override
    public synchronized int getNumberWaiting() {
        return round.isBroken ? 0 : round.arrived.size();
    }
}
