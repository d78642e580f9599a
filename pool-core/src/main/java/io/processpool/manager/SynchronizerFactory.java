package io.processpool.manager;

import io.processpool.InterProcessBarrier;
import io.processpool.InterProcessCondition;
import io.processpool.InterProcessEvent;
import io.processpool.InterProcessLock;
import io.processpool.InterProcessSemaphore;
import io.processpool.RemoteRunnable;
import io.processpool.internal.rpc.ObjectKind;
import java.time.Duration;
import java.util.Objects;

/** The half of {@link Manager} that makes locks and what works like them. Thread-safe. */
abstract sealed class SynchronizerFactory permits CollectionFactory {
    final Client client;

    SynchronizerFactory(Client client) {
        this.client = client;
    }

    final ObjectReference create(ObjectKind kind, Object... arguments) {
        return Creation.create(client, kind, arguments);
    }

    /**
     * Makes a lock that its owner, a thread of a process, cannot take twice.
     *
     * @return the lock, free
     * @throws ManagerClosedException if the manager is gone
     */
    public InterProcessLock newLock() {
        return new LockProxy(ObjectKind.LOCK, create(ObjectKind.LOCK));
    }

    /**
     * Makes a lock that its owner, a thread of a process, can take again, and has to give back as often.
     *
     * @return the lock, free
     * @throws ManagerClosedException if the manager is gone
     */
    public InterProcessLock newReentrantLock() {
        return new LockProxy(ObjectKind.REENTRANT_LOCK, create(ObjectKind.REENTRANT_LOCK));
    }

    /**
     * Makes a semaphore. Permits that a process has when it dies are lost.
     *
     * @param permits how many can be acquired at first, 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     * @throws ManagerClosedException if the manager is gone
     */
    public InterProcessSemaphore newSemaphore(int permits) {
        return semaphore(permits, Integer.MAX_VALUE, false);
    }

    /**
     * Makes a semaphore that remembers which process has how many permits, and gets those of one that dies back. Only a
     * process that has permits may release them.
     *
     * @param permits how many can be acquired at first, and how many there are at most, 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     * @throws ManagerClosedException if the manager is gone
     */
    public InterProcessSemaphore newSemaphoreTrackingHolders(int permits) {
        return semaphore(permits, permits, true);
    }

    /**
     * Makes a semaphore that never has more permits than at first.
     *
     * @param permits how many can be acquired at first, and how many there are at most, 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     * @throws ManagerClosedException if the manager is gone
     */
    public InterProcessSemaphore newBoundedSemaphore(int permits) {
        return semaphore(permits, permits, false);
    }

    private InterProcessSemaphore semaphore(int permits, int bound, boolean tracksHolders) {
        if (permits < 0) {
            throw new IllegalArgumentException("permits: " + permits + ", must be 0 or more");
        }
        return new SemaphoreProxy(create(ObjectKind.SEMAPHORE, permits, bound, tracksHolders));
    }

    /**
     * Makes a condition with a reentrant lock of its own.
     *
     * @return the condition
     * @throws ManagerClosedException if the manager is gone
     */
    public InterProcessCondition newCondition() {
        return newCondition(newReentrantLock());
    }

    /**
     * Makes a condition of a lock.
     *
     * @param lock one of this manager's
     * @return the condition
     * @throws IllegalArgumentException if it is no lock of this manager
     * @throws NullPointerException if it is null
     * @throws ManagerClosedException if the manager is gone
     */
    public InterProcessCondition newCondition(InterProcessLock lock) {
        Objects.requireNonNull(lock, "lock");
        if (lock instanceof LockProxy ours && ours.reference().manager().equals(client.manager())) {
            return Creation.condition(ours);
        }
        throw new IllegalArgumentException("not a lock of this manager: " + lock);
    }

    /**
     * Makes an event.
     *
     * @return the event, not set
     * @throws ManagerClosedException if the manager is gone
     */
    public InterProcessEvent newEvent() {
        return new EventProxy(create(ObjectKind.EVENT));
    }

    /**
     * Makes a barrier.
     *
     * @param parties how many have to arrive, 1 or more
     * @return the barrier
     * @throws IllegalArgumentException if the number is less than 1
     * @throws ManagerClosedException if the manager is gone
     */
    public InterProcessBarrier newBarrier(int parties) {
        return barrier(parties, null, Long.MAX_VALUE);
    }

    /**
     * Makes a barrier that runs something each time that all have arrived, before they go on, and that breaks when one
     * waits too long.
     *
     * @param parties how many have to arrive, 1 or more
     * @param action runs in the server, where it is sent; it may ask, abort or reset this barrier, but would wait at it in vain
     * @param timeout how long each waits at most, unless it says otherwise
     * @return the barrier
     * @throws IllegalArgumentException if the number is less than 1
     * @throws NullPointerException if the action or the time-out is null
     * @throws ManagerClosedException if the manager is gone
     */
    public InterProcessBarrier newBarrier(int parties, RemoteRunnable action, Duration timeout) {
        return barrier(parties, Objects.requireNonNull(action, "action"), Timeout.nanos(timeout));
    }

    private InterProcessBarrier barrier(int parties, RemoteRunnable action, long timeoutNanos) {
        if (parties < 1) {
            throw new IllegalArgumentException("parties: " + parties + ", must be 1 or more");
        }
        return new BarrierProxy(create(ObjectKind.BARRIER, parties, action, timeoutNanos));
    }
}
