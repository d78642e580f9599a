package io.processpool.worker.manager;

import io.processpool.internal.rpc.SemaphoreService;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** A semaphore whose permits go to those who wait in the order of their arrival. Thread-safe. */
final class ServedSemaphore implements SemaphoreService, ClientBound {
    private final int bound;
    private final boolean tracksHolders;

    // Guarded by this. Nobody waits while there are permits.
    private final ArrayDeque<Waiter> queue = new ArrayDeque<>();
    private final Map<Session, Integer> held = new HashMap<>();
    private int permits;

    ServedSemaphore(int permits, int bound, boolean tracksHolders) {
        this.permits = permits;
        this.bound = bound;
        this.tracksHolders = tracksHolders;
    }

    @Override
    public void acquire() throws InterruptedException {
        acquire(Long.MAX_VALUE, true);
    }

    @Override
    public void acquireUninterruptibly() {
        try {
            acquire(Long.MAX_VALUE, false);
        } catch (InterruptedException notAskedFor) {
            throw new IllegalStateException(notAskedFor);
        }
    }

    @Override
    public synchronized boolean tryAcquire() {
        if (permits == 0) {
            return false;
        }
        if (!give(Caller.current().session())) {
            throw new CallerGoneException();
        }
        return true;
    }

    @Override
    public boolean tryAcquire(long timeoutNanos) throws InterruptedException {
        return acquire(timeoutNanos, true);
    }

    private boolean acquire(long timeoutNanos, boolean interruptible) throws InterruptedException {
        Waiter waiter;
        synchronized (this) {
            if (tryAcquire()) {
                return true;
            }
            if (timeoutNanos <= 0) {
                return false;
            }
            waiter = new Waiter(Caller.current());
            queue.add(waiter);
        }
        Waiter.End end = waiter.await(timeoutNanos, interruptible);
        synchronized (this) {
            if (end == Waiter.End.WOKEN || !queue.remove(waiter)) {
                return true;
            }
        }
        return switch (end) {
            case CANCELLED -> throw new InterruptedException();
            case GONE -> throw new CallerGoneException();
            default -> false;
        };
    }

    @Override
    public synchronized void release(int number) {
        Session session = Caller.current().session();
        if (tracksHolders && held.getOrDefault(session, 0) < number) {
            throw new IllegalStateException("semaphore or lock released too many times: this process holds "
                    + held.getOrDefault(session, 0) + " permits and releases " + number);
        }
        if (number < 1 || (long) permits + number > bound) {
            throw new IllegalStateException("semaphore or lock released too many times: " + permits
                    + " permits are available of " + bound + " at most, and " + number + " are released");
        }
        takeBack(session, number);
        add(number);
    }

    private void add(int number) {
        permits += number;
        while (permits > 0 && !queue.isEmpty()) {
            Waiter next = queue.poll();
            if (!next.caller().isGone() && give(next.caller().session())) {
                next.wake();
            }
        }
    }

    /** Gives a permit to a client; false if it is dead. */
    private boolean give(Session session) {
        if (tracksHolders) {
            if (!session.bind(this)) {
                return false;
            }
            held.merge(session, 1, Integer::sum);
        }
        permits--;
        return true;
    }

    private void takeBack(Session session, int number) {
        if (!tracksHolders) {
            return;
        }
        int left = held.get(session) - number;
        if (left > 0) {
            held.put(session, left);
        } else {
            held.remove(session);
            session.unbind(this);
        }
    }

    @Override
    public synchronized void clientDied(Session dead) {
        queue.removeIf(waiter -> waiter.caller().session() == dead);
        Integer lost = held.remove(dead);
        if (lost != null) {
            add(lost);
        }
    }

    @Override
    public synchronized int availablePermits() {
        return permits;
    }
}
