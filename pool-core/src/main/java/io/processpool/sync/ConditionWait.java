package io.processpool.sync;

/**
 * How a thread waits for a condition: it enters the queue, releases the lock, waits for its row's mark, and takes the
 * lock again, in this order. Only then its row is free, so that a signal is not lost if the process dies on the way.
 *
 * <p>One for each handle. Thread-safe.
 */
final class ConditionWait {

    private final RobustLock lock;
    private final Guard guard;
    private final ConditionQueue queue;
    private final Primitive condition;
    private final int ticketField;

    ConditionWait(RobustLock lock, Guard guard, ConditionQueue queue, Primitive condition, int ticketField) {
        this.lock = lock;
        this.guard = guard;
        this.queue = queue;
        this.condition = condition;
        this.ticketField = ticketField;
    }

    /** Waits for a signal; whether it came in time. */
    boolean await(long timeoutNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before waiting for a ProcessCondition");
        }
        int row = enter();
        int holds = releaseAll(row);
        InterruptedException interrupt = null;
        try {
            queue.ownBell().await(() -> isSignalled(row), () -> queue.isSignalled(row), timeoutNanos);
        } catch (InterruptedException e) {
            interrupt = e;
        }
        boolean signalled = settle(row);
        takeAgain(row, holds, signalled);
        if (interrupt != null && !signalled) {
            throw interrupt;
        }
        if (interrupt != null) {
            Thread.currentThread().interrupt();
        }
        return signalled;
    }

    /** Waits for a signal, however long that takes. */
    void awaitUninterruptibly() {
        int row = enter();
        int holds = releaseAll(row);
        queue.ownBell().awaitUninterruptibly(() -> isSignalled(row), () -> queue.isSignalled(row));
        takeAgain(row, holds, true);
    }

    private int enter() {
        guard.lock();
        try {
            long ticket = condition.get(ticketField);
            condition.set(ticketField, ticket + 1);
            return queue.enter(ticket);
        } finally {
            guard.unlock();
        }
    }

    private boolean isSignalled(int row) {
        if (!queue.isSignalled(row) && guard.isLookDue()) {
            guard.lock();
            try {
                queue.passOn();
            } finally {
                guard.unlock();
            }
        }
        return queue.isSignalled(row);
    }

    /** Ends the wait: a signal that has come is ours, and none comes later. */
    private boolean settle(int row) {
        guard.lock();
        try {
            boolean signalled = queue.isSignalled(row);
            if (!signalled) {
                queue.leave(row);
            }
            return signalled;
        } finally {
            guard.unlock();
        }
    }

    private int releaseAll(int row) {
        int holds = lock.entry.holdCount();
        try {
            for (int i = 0; i < holds; i++) {
                lock.entry.exit();
            }
            return holds;
        } catch (IllegalMonitorStateException taken) {
            leave(row);
            throw taken;
        }
    }

    private void takeAgain(int row, int holds, boolean signalled) {
        try {
            lock.lock();
            for (int i = 1; i < holds; i++) {
                lock.entry.reenter();
            }
        } finally {
            // Only now: if this process dies before it has the lock, the signal goes on to another.
            if (signalled) {
                leave(row);
            }
        }
    }

    private void leave(int row) {
        guard.lock();
        try {
            queue.leave(row);
        } finally {
            guard.unlock();
        }
    }
}
