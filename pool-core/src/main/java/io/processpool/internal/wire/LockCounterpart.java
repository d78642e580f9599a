package io.processpool.internal.wire;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** What of ours does across processes what a JDK lock does in one JVM. By name: it is above this package. */
final class LockCounterpart {

    private LockCounterpart() {}

    static String of(Class<?> type) {
        if (Semaphore.class.isAssignableFrom(type)) {
            return "ProcessSemaphore";
        }
        if (Condition.class.isAssignableFrom(type)) {
            return "ProcessCondition";
        }
        if (ReentrantLock.class.isAssignableFrom(type)) {
            return "ProcessReentrantLock";
        }
        boolean isOneLock = Lock.class.isAssignableFrom(type) && !isPartOfTwo(type);
        return isOneLock ? "ProcessLock" : "ProcessReadWriteLock";
    }

    /** A read lock or a write lock. */
    private static boolean isPartOfTwo(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == ReentrantReadWriteLock.class || outer == StampedLock.class;
    }
}
