package io.processpool.worker.manager;

import io.processpool.internal.rpc.EventService;
import java.util.ArrayDeque;

/** An event. Thread-safe. */
final class ServedEvent implements EventService {
    // Guarded by this. Nobody waits while it is set.
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private boolean isSet;

    @Override
    public synchronized boolean isSet() {
        return isSet;
    }

    @Override
    public synchronized void set() {
        isSet = true;
        waiters.forEach(Waiter::wake);
        waiters.clear();
    }

    @Override
    public synchronized void clear() {
        isSet = false;
    }

    @Override
    public boolean await(long timeoutNanos) throws InterruptedException {
        Waiter waiter;
        synchronized (this) {
            if (isSet || timeoutNanos <= 0) {
                return isSet;
            }
            waiter = new Waiter(Caller.current());
            waiters.add(waiter);
        }
        Waiter.End end = waiter.await(timeoutNanos, true);
        synchronized (this) {
            if (!waiters.remove(waiter)) {
                return true;
            }
        }
        return switch (end) {
            case CANCELLED -> throw new InterruptedException();
            case GONE -> throw new CallerGoneException();
            default -> false;
        };
    }
}
