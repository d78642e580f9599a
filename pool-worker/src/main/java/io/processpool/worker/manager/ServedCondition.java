package io.processpool.worker.manager;

import io.processpool.internal.rpc.ConditionService;
import java.util.ArrayDeque;

/** A condition of a {@link ServedLock}, whose monitor guards it. Signals go to who has waited longest. */
final class ServedCondition implements ConditionService {
    private final ServedLock lock;
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

    ServedCondition(ServedLock lock) {
        this.lock = lock;
    }

    @Override
    public boolean await(long timeoutNanos) throws InterruptedException {
        return await(timeoutNanos, true);
    }

    @Override
    public void awaitUninterruptibly() {
        try {
            await(Long.MAX_VALUE, false);
        } catch (InterruptedException notAskedFor) {
            throw new IllegalStateException(notAskedFor);
        }
    }

    private boolean await(long timeoutNanos, boolean interruptible) throws InterruptedException {
        Caller caller = Caller.current();
        Waiter waiter = new Waiter(caller);
        int holds;
        synchronized (lock) {
            lock.requireOwner(caller.owner(), "await");
            waiters.add(waiter);
            holds = lock.releaseAll(caller.owner());
        }
        Waiter.End end = waiter.await(timeoutNanos, interruptible);
        boolean isSignalled;
        synchronized (lock) {
            isSignalled = !waiters.remove(waiter);
        }
        if (end == Waiter.End.GONE) {
            giveUp(isSignalled);
        }
        try {
            lock.reacquire(caller, holds);
        } catch (CallerGoneException gone) {
            giveUp(isSignalled);
        }
        if (end == Waiter.End.CANCELLED && !isSignalled) {
            throw new InterruptedException();
        }
        return isSignalled;
    }

    /** The one who waited is dead; a signal that it got goes on to the next. */
    private void giveUp(boolean isSignalled) {
        synchronized (lock) {
            if (isSignalled) {
                wakeFirst();
            }
        }
        throw new CallerGoneException();
    }

    @Override
    public void signal() {
        synchronized (lock) {
            lock.requireOwner(Caller.current().owner(), "signal");
            wakeFirst();
        }
    }

    @Override
    public void signalAll() {
        synchronized (lock) {
            lock.requireOwner(Caller.current().owner(), "signalAll");
            waiters.forEach(Waiter::wake);
            waiters.clear();
        }
    }

    private void wakeFirst() {
        Waiter first = waiters.poll();
        if (first != null) {
            first.wake();
        }
    }

    @Override
    public int waiters() {
        synchronized (lock) {
            return waiters.size();
        }
    }
}
