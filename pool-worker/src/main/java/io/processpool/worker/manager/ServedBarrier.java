package io.processpool.worker.manager;

import io.processpool.RemoteRunnable;
import io.processpool.internal.rpc.BarrierService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * A barrier. It breaks when one who has arrived is interrupted, waits too long, or is gone. Its action runs outside of its
 * monitor, since it may use the barrier too. Thread-safe.
 */
final class ServedBarrier implements BarrierService {
    /** One time that all come together. Guarded by the barrier, but for the waiters' own threads. */
    private static final class Round {
        final List<Waiter> arrived = new ArrayList<>();

        /** They came while the action ran, and belong to a later round. */
        final List<Waiter> early = new ArrayList<>();

        boolean isActing;
        boolean isBroken;

        void breakUp() {
            isBroken = true;
            end();
        }

        void end() {
            arrived.forEach(Waiter::wake);
            early.forEach(Waiter::wake);
        }
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
        long begin = System.nanoTime();
        while (true) {
            Waiter waiter = new Waiter(Caller.current());
            Round mine;
            int toCome;
            boolean isEarly;
            synchronized (this) {
                mine = round;
                if (mine.isBroken) {
                    throw new BrokenBarrierException("the barrier is broken");
                }
                isEarly = mine.isActing;
                (isEarly ? mine.early : mine.arrived).add(waiter);
                toCome = parties - mine.arrived.size();
                mine.isActing = toCome == 0;
            }
            long leftNanos = nanos - (System.nanoTime() - begin);
            if (isEarly) {
                awaitEndOfAction(mine, waiter, leftNanos);
            } else if (toCome == 0) {
                complete(mine);
                return 0;
            } else {
                awaitOthers(mine, waiter, leftNanos);
                return toCome;
            }
        }
    }

    private void awaitEndOfAction(Round acting, Waiter waiter, long nanos)
            throws InterruptedException, TimeoutException {
        Waiter.End end = waiter.await(nanos, true);
        synchronized (this) {
            acting.early.remove(waiter);
            if (!waiter.isWoken()) {
                throwIfNotWoken(end, "the action of the barrier takes longer");
            }
        }
    }

    private void awaitOthers(Round mine, Waiter waiter, long nanos)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        Waiter.End end = waiter.await(nanos, true);
        synchronized (this) {
            if (!waiter.isWoken() && !mine.isActing) {
                mine.breakUp();
                throwIfNotWoken(end, "only " + mine.arrived.size() + " of " + parties + " parties came in time");
            }
        }
        if (waiter.await(Long.MAX_VALUE, false) == Waiter.End.GONE) { // All have met: it ends with the action.
            throw new CallerGoneException();
        }
        if (isBroken(mine)) {
            throw new BrokenBarrierException("the barrier broke, or was reset");
        }
    }

    private static void throwIfNotWoken(Waiter.End end, String late) throws InterruptedException, TimeoutException {
        switch (end) {
            case CANCELLED -> throw new InterruptedException();
            case GONE -> throw new CallerGoneException();
            case TIMED_OUT -> throw new TimeoutException(late);
            case WOKEN -> {}
        }
    }

    /** The last one has come: runs the action, and lets all go. */
    private void complete(Round full) throws BrokenBarrierException {
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
            end(full, isDone);
        }
        if (isBroken(full)) {
            throw new BrokenBarrierException("the barrier was broken, or reset, while its action ran");
        }
    }

    private synchronized void end(Round full, boolean isDone) {
        full.isActing = false;
        if (!isDone) {
            full.breakUp();
        } else if (!full.isBroken) {
            round = new Round();
            full.end();
        }
    }

    private synchronized boolean isBroken(Round one) {
        return one.isBroken;
    }

    @Override
    public synchronized void abort() {
        round.breakUp();
    }

    @Override
    public synchronized void reset() {
        round.breakUp();
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
