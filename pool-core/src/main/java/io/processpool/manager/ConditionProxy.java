package io.processpool.manager;

import io.processpool.InterProcessCondition;
import io.processpool.InterProcessLock;
import io.processpool.internal.rpc.ConditionService;
import io.processpool.internal.rpc.ObjectKind;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A condition in a manager's server. */
final class ConditionProxy extends ManagedObject implements InterProcessCondition {
    private static final long serialVersionUID = 1L;

    private final transient LockProxy lock;
    private final transient ConditionService condition;

    ConditionProxy(ObjectReference reference, LockProxy lock) {
        super(ObjectKind.CONDITION, reference);
        this.lock = lock;
        condition = Stub.of(ConditionService.class, reference);
    }

    @Override
    Object detail() {
        return lock;
    }

    @Override
    public InterProcessLock getLock() {
        return lock;
    }

    @Override
    public void await() throws InterruptedException {
        condition.await(Long.MAX_VALUE);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return condition.await(Timeout.nanos(timeout));
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return condition.await(unit.toNanos(time));
    }

    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
        long begin = System.nanoTime();
        condition.await(nanos);
        return nanos - (System.nanoTime() - begin);
    }

    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        return await(deadline.getTime() - System.currentTimeMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void awaitUninterruptibly() {
        condition.awaitUninterruptibly();
    }

    @Override
    public boolean awaitFor(BooleanSupplier predicate, Duration timeout) throws InterruptedException {
        long timeoutNanos = Timeout.nanos(timeout);
        long begin = System.nanoTime();
        while (!predicate.getAsBoolean()) {
            long leftNanos = timeoutNanos - (System.nanoTime() - begin);
            if (leftNanos <= 0) {
                return false;
            }
            condition.await(leftNanos);
        }
        return true;
    }

    @Override
    public void signal() {
        condition.signal();
    }

    @Override
    public void signalAll() {
        condition.signalAll();
    }

    @Override
    public int waiters() {
        return condition.waiters();
    }

    @Override
    public String toString() {
        return "ManagerCondition[waiters=" + Description.of(this::waiters) + ", lock=" + lock + "]";
    }
}
