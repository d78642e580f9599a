package io.processpool.manager;

import io.processpool.InterProcessCondition;
import io.processpool.InterProcessLock;
import io.processpool.internal.rpc.LockService;
import io.processpool.internal.rpc.ObjectKind;
import java.util.concurrent.TimeUnit;

/** A lock in a manager's server. Its owner is a thread of a JVM. */
final class LockProxy extends ManagedObject implements InterProcessLock {
    private static final long serialVersionUID = 1L;

    private final transient LockService lock;

    LockProxy(ObjectKind kind, ObjectReference reference) {
        super(kind, reference);
        lock = Stub.of(LockService.class, reference);
    }

    @Override
    public void lock() {
        lock.lock();
        TaskHeldLocks.taken(this);
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        lock.lockInterruptibly();
        TaskHeldLocks.taken(this);
    }

    @Override
    public boolean tryLock() {
        return remember(lock.tryLock());
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return remember(lock.tryLock(unit.toNanos(time)));
    }

    private boolean remember(boolean isTaken) {
        if (isTaken) {
            TaskHeldLocks.taken(this);
        }
        return isTaken;
    }

    /** The lock itself, for who keeps the books. */
    LockService service() {
        return lock;
    }

    @Override
    public void unlock() {
        lock.unlock();
        TaskHeldLocks.givenBack(this);
    }

    @Override
    public InterProcessCondition newCondition() {
        return Creation.condition(this);
    }

    @Override
    public String toString() {
        String name = kind() == ObjectKind.LOCK ? "ManagerLock" : "ManagerReentrantLock";
        return name + "[" + Description.of(lock::describe) + "]";
    }
}
