package io.processpool.manager;

import io.processpool.InterProcessBarrier;
import io.processpool.internal.rpc.BarrierService;
import io.processpool.internal.rpc.ObjectKind;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;

/** A barrier in a manager's server. */
final class BarrierProxy extends ManagedObject implements InterProcessBarrier {
    private static final long serialVersionUID = 1L;

    private final transient BarrierService barrier;

    BarrierProxy(ObjectReference reference) {
        super(ObjectKind.BARRIER, reference);
        barrier = Stub.of(BarrierService.class, reference);
    }

    @Override
    public int await() throws InterruptedException, BrokenBarrierException {
        return barrier.await();
    }

    @Override
    public int await(Duration timeout) throws InterruptedException, BrokenBarrierException, TimeoutException {
        return barrier.await(Timeout.nanos(timeout));
    }

    @Override
    public void abort() {
        barrier.abort();
    }

    @Override
    public void reset() {
        barrier.reset();
    }

    @Override
    public boolean isBroken() {
        return barrier.isBroken();
    }

    @Override
    public int getParties() {
        return barrier.getParties();
    }

    @Override
    public int getNumberWaiting() {
        return barrier.getNumberWaiting();
    }

    @Override
    public String toString() {
        return "ManagerBarrier[" + Description.of(() -> getNumberWaiting() + " of " + getParties() + " waiting") + "]";
    }
}
