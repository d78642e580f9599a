package io.processpool.pool;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A lock that is held while something is done or asked. */
final class Guard extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    void run(Runnable action) {
        lock();
        try {
            action.run();
        } finally {
            unlock();
        }
    }

    <T> T get(Supplier<T> question) {
        lock();
        try {
            return question.get();
        } finally {
            unlock();
        }
    }
}
