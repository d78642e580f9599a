package io.processpool.manager;

import io.processpool.InterProcessSemaphore;
import io.processpool.internal.rpc.ObjectKind;
import io.processpool.internal.rpc.SemaphoreService;
import java.time.Duration;

/** A semaphore in a manager's server. */
final class SemaphoreProxy extends ManagedObject implements InterProcessSemaphore {
    private static final long serialVersionUID = 1L;

    private final transient SemaphoreService semaphore;

    SemaphoreProxy(ObjectReference reference) {
        super(ObjectKind.SEMAPHORE, reference);
        semaphore = Stub.of(SemaphoreService.class, reference);
    }

    @Override
    public void acquire() throws InterruptedException {
        semaphore.acquire(1);
    }

    @Override
    public void acquire(int permits) throws InterruptedException {
        semaphore.acquire(permits);
    }

    @Override
    public void acquireUninterruptibly() {
        semaphore.acquireUninterruptibly(1);
    }

    @Override
    public void acquireUninterruptibly(int permits) {
        semaphore.acquireUninterruptibly(permits);
    }

    @Override
    public boolean tryAcquire() {
        return semaphore.tryAcquire(1);
    }

    @Override
    public boolean tryAcquire(int permits) {
        return semaphore.tryAcquire(permits);
    }

    @Override
    public boolean tryAcquire(Duration timeout) throws InterruptedException {
        return semaphore.tryAcquire(1, Timeout.nanos(timeout));
    }

    @Override
    public boolean tryAcquire(int permits, Duration timeout) throws InterruptedException {
        return semaphore.tryAcquire(permits, Timeout.nanos(timeout));
    }

    @Override
    public void release() {
        release(1);
    }

    @Override
    public void release(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("permits to release: " + permits + ", must be 1 or more");
        }
        semaphore.release(permits);
    }

    @Override
    public int availablePermits() {
        return semaphore.availablePermits();
    }

    @Override
    public String toString() {
        return "ManagerSemaphore[available=" + Description.of(this::availablePermits) + "]";
    }
}
