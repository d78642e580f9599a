package io.processpool.internal.wire;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Is a lock by its type only. */
interface IdleLock extends Lock {
    @Override
    default void lock() {}

    @Override
    default void lockInterruptibly() {}

    @Override
    default boolean tryLock() {
        return true;
    }

    @Override
    default boolean tryLock(long time, TimeUnit unit) {
        return true;
    }

    @Override
    default void unlock() {}

    @Override
    default Condition newCondition() {
        throw new UnsupportedOperationException();
    }
}
