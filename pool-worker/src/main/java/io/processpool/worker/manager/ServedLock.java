package io.processpool.worker.manager;

import io.processpool.internal.rpc.LockService;
import io.processpool.worker.manager.Caller.Owner;
import java.util.ArrayDeque;

/**
 * A lock whose owner is a thread of a client, and which goes from hand to hand in the order of arrival. When its owner's
 * process dies the next one in the queue has it.
 *
 * <p>Thread-safe. Its monitor guards its conditions too.
 */
final class ServedLock implements LockService, ClientBound {
    private record Queued(Waiter waiter, Owner owner, int holds) {}

    private final boolean isReentrant;

    // Guarded by this. The queue is empty while there is no owner.
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private Owner owner;
    private int holds;

    ServedLock(boolean isReentrant) {
        this.isReentrant = isReentrant;
    }

    @Override
    public void lock() {
        Caller caller = Caller.current();
        Queued queued = takeOrQueue(caller, 1);
        if (queued != null) {
            awaitTurn(queued);
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        tryLock(Long.MAX_VALUE);
    }

    @Override
    public synchronized boolean tryLock() {
        Owner me = Caller.current().owner();
        if (owner == null || isReentrant && owner.equals(me)) {
            take(me, 1);
            return true;
        }
        return false;
    }

    @Override
    public boolean tryLock(long timeoutNanos) throws InterruptedException {
        if (timeoutNanos <= 0) {
            return tryLock();
        }
        Queued queued = takeOrQueue(Caller.current(), 1);
        if (queued == null) {
            return true;
        }
        Waiter.End end = queued.waiter.await(timeoutNanos, true);
        if (end == Waiter.End.WOKEN || leaveOrOwn(queued)) {
            return true;
        }
        if (end == Waiter.End.CANCELLED) {
            throw new InterruptedException();
        }
        if (end == Waiter.End.GONE) {
            throw new CallerGoneException();
        }
        return false;
    }

    /** Takes it however long that takes; it then has as many holds. For who has given it back for a while, too. */
    void reacquire(Caller caller, int wantedHolds) {
        Queued queued = takeOrQueue(caller, wantedHolds);
        if (queued != null) {
            awaitTurn(queued);
        }
    }

    private void awaitTurn(Queued queued) {
        if (queued.waiter.await(Long.MAX_VALUE, false) == Waiter.End.GONE && !leaveOrOwn(queued)) {
            throw new CallerGoneException();
        }
    }

    /** Null if it was taken. */
    private synchronized Queued takeOrQueue(Caller caller, int wantedHolds) {
        Owner me = caller.owner();
        if (owner != null && owner.equals(me) && !isReentrant) {
            throw new IllegalStateException("this thread already holds the lock, and would wait for itself;"
                    + " newReentrantLock() makes one that can be taken again");
        }
        if (owner == null || owner.equals(me)) {
            take(me, wantedHolds);
            return null;
        }
        Queued queued = new Queued(new Waiter(caller), me, wantedHolds);
        queue.add(queued);
        return queued;
    }

    private void take(Owner taker, int more) {
        if (owner == null) {
            if (!taker.session().bind(this)) {
                throw new CallerGoneException();
            }
            owner = taker;
        }
        holds += more;
    }

    /** Gives up waiting, unless it has been given the lock meanwhile; whether it has. */
    private synchronized boolean leaveOrOwn(Queued queued) {
        queue.remove(queued);
        return queued.waiter.isWoken();
    }

    @Override
    public synchronized void unlock() {
        checkOwner(Caller.current().owner());
        holds--;
        if (holds == 0) {
            passOn();
        }
    }

    private void checkOwner(Owner me) {
        if (owner == null || !owner.equals(me)) {
            String message = isReentrant ? "cannot release un-acquired lock" : "release unlocked lock";
            throw new IllegalMonitorStateException(owner == null ? message : message + ", owner=" + owner);
        }
    }

    /** Under the monitor: gives all holds back; how many there were. */
    int releaseAll(Owner me) {
        checkOwner(me);
        int released = holds;
        passOn();
        return released;
    }

    /** Under the monitor: fails unless the thread has the lock. */
    void requireOwner(Owner me, String what) {
        if (owner == null || !owner.equals(me)) {
            throw new IllegalMonitorStateException(what + " of a condition without its lock: " + describe());
        }
    }

    private void passOn() {
        Session before = owner.session();
        owner = null;
        holds = 0;
        Queued next = queue.poll();
        while (next != null && !next.owner.session().bind(this)) {
            next = queue.poll();
        }
        if (next != null) {
            owner = next.owner;
            holds = next.holds;
            next.waiter.wake();
        }
        if (next == null || next.owner.session() != before) {
            before.unbind(this);
        }
    }

    @Override
    public synchronized void clientDied(Session dead) {
        queue.removeIf(queued -> queued.owner.session() == dead);
        if (owner != null && owner.session() == dead) {
            dead.lostLock();
            passOn();
        }
    }

    @Override
    public synchronized boolean isLocked() {
        return owner != null;
    }

    @Override
    public synchronized String describe() {
        return owner == null ? "unlocked" : "owner=" + owner;
    }
}
