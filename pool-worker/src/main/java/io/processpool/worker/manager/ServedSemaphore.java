package io.processpool.worker.manager;

import io.processpool.internal.rpc.SemaphoreService;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** A semaphore whose permits go to those who wait in the order of their arrival. Thread-safe. */
final class ServedSemaphore implements SemaphoreService, ClientBound {
    private final int bound;
    private final boolean tracksHolders;

    /** A call that waits for so many permits. */
    private record Claim(Waiter waiter, int permits) {}

    // Guarded by this. Nobody waits in front for whom there are permits enough.
    private final ArrayDeque<Claim> queue = new ArrayDeque<>();
    private final Map<Session, Integer> held = new HashMap<>();
    private int permits;

    ServedSemaphore(int permits, int bound, boolean tracksHolders) {
        this.permits = permits;
        this.bound = bound;
        this.tracksHolders = tracksHolders;
    }

    @Override
    public void acquire(int number) throws InterruptedException {
        acquire(number, Long.MAX_VALUE, true);
    }

    @Override
    public void acquireUninterruptibly(int number) {
        try {
            acquire(number, Long.MAX_VALUE, false);
        } catch (InterruptedException notAskedFor) {
            throw new IllegalStateException(notAskedFor);
        }
    }

    @Override
    public synchronized boolean tryAcquire(int number) {
        check(number);
        if (permits < number) {
            return false;
        }
        if (!give(Caller.current().session(), number)) {
            throw new CallerGoneException();
        }
        return true;
    }

    @Override
    public boolean tryAcquire(int number, long timeoutNanos) throws InterruptedException {
        return acquire(number, timeoutNanos, true);
    }

    // One is never refused: of a semaphore that is bounded to none it never comes.
    private void check(int number) {
        int most = Math.max(1, bound);
        if (number < 1 || number > most) {
            throw new IllegalArgumentException("permits to acquire: " + number + ", must be 1 to " + most);
        }
    }

    private boolean acquire(int number, long timeoutNanos, boolean interruptible) throws InterruptedException {
        Claim claim;
        synchronized (this) {
            // Who wants few does not for ever overtake one who waits for many.
            if ((queue.isEmpty() || timeoutNanos <= 0) && tryAcquire(number)) {
                return true;
            }
            check(number);
            if (timeoutNanos <= 0) {
                return false;
            }
            claim = new Claim(new Waiter(Caller.current()), number);
            queue.add(claim);
        }
        Waiter.End end = claim.waiter().await(timeoutNanos, interruptible);
        synchronized (this) {
            if (end == Waiter.End.WOKEN || !queue.remove(claim)) {
                return true;
            }
            serve();
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
        serve();
    }

    /** Those in front get what they wait for, as far as the permits go. */
    private void serve() {
        while (!queue.isEmpty() && queue.peek().permits() <= permits) {
            Claim next = queue.poll();
            Waiter waiter = next.waiter();
            if (!waiter.caller().isGone() && give(waiter.caller().session(), next.permits())) {
                waiter.wake();
            }
        }
    }

    /** Gives permits to a client; false if it is dead. */
    private boolean give(Session session, int number) {
        if (tracksHolders) {
            if (!session.bind(this)) {
                return false;
            }
            held.merge(session, number, Integer::sum);
        }
        permits -= number;
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
        queue.removeIf(claim -> claim.waiter().caller().session() == dead);
        Integer lost = held.remove(dead);
        add(lost == null ? 0 : lost);
    }

    @Override
    public synchronized int availablePermits() {
        return permits;
    }
}
