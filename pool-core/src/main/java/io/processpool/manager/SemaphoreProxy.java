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
        semaphore.acquire();
    }

    @Override
    public void acquireUninterruptibly() {
        semaphore.acquireUninterruptibly();
    }

    @Override
    public boolean tryAcquire() {
        return semaphore.tryAcquire();
    }

    @Override
    public boolean tryAcquire(Duration timeout) throws InterruptedException {
        return semaphore.tryAcquire(Timeout.nanos(timeout));
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
