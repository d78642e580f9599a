package io.processpool;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * A lock that excludes threads of other processes as well as other threads of this one.
 *
 * <p>What a task's code needs to know of a lock: whether it lives in shared memory or in a manager's process, the code
 * stays the same. Unlocking happens-before the next successful lock, across processes too.
 *
 * <pre>{@code
 * lock.run(() -> Files.writeString(log, line, APPEND));     // may throw IOException
 *
 * int size = lock.call(() -> append(line));
 *
 * try (InterProcessLock.Held held = lock.acquire()) {
 *     append(line);
 * }
 * }</pre>
 *
 * <p>Thread-safe. The methods declared here block as {@link #lock()} does, for as long as others hold the lock, and an
 * interrupt does not end their wait. They fail as {@code lock()} and {@link #unlock()} of the implementation fail.
 */
public interface InterProcessLock extends Lock {

    /**
     * Runs a body while this thread holds the lock, which it then gives back, whatever the body does.
     *
     * @param <X> the checked exception that the body throws; the compiler infers it
     * @param body what to run
     * @throws X if the body throws it
     * @throws NullPointerException if the body is null; the lock is not taken
     */
    @SuppressWarnings("try") // The resource is there to be closed.
    default <X extends Exception> void run(Body<X> body) throws X {
        Objects.requireNonNull(body, "body");
        try (Held held = acquire()) {
            body.run();
        }
    }

    /**
     * Computes a value while this thread holds the lock, which it then gives back, whatever the body does.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws; the compiler infers it
     * @param body what to compute
     * @return what the body returns, null included
     * @throws X if the body throws it
     * @throws NullPointerException if the body is null; the lock is not taken
     */
    @SuppressWarnings("try") // The resource is there to be closed.
    default <T, X extends Exception> T call(Call<T, X> body) throws X {
        Objects.requireNonNull(body, "body");
        try (Held held = acquire()) {
            return body.call();
        }
    }

    /**
     * Takes the lock, waiting for a limited time, as {@link #tryLock(long, TimeUnit)} does.
     *
     * @param timeout how long to wait at most; zero or less is one try
     * @return whether this thread took it in that time
     * @throws InterruptedException if this thread was interrupted before or while it waited; it does not hold the lock
     * @throws NullPointerException if the time-out is null
     */
    default boolean tryLock(Duration timeout) throws InterruptedException {
        return tryLock(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
    }

    /**
     * Takes the lock, to be given back at the end of a {@code try} block.
     *
     * @return what gives it back when it is closed, by this same thread
     */
    default Held acquire() {
        lock();
        return new HeldOnce(this);
    }

    /**
     * A lock that the thread which acquired it holds until it closes this.
     */
    interface Held extends AutoCloseable {

        /**
         * Gives the lock back. The second close does nothing. Only the thread that acquired it may close it.
         *
         * @throws IllegalMonitorStateException if this thread does not hold the lock
         */
        @Override
        void close();
    }

    /**
     * Code to run under a lock.
     *
     * @param <X> the checked exception that it throws
     */
    @FunctionalInterface
    interface Body<X extends Exception> {

        /**
         * Runs the code, once.
         *
         * @throws X if it fails
         */
        void run() throws X;
    }

    /**
     * Code to run under a lock that returns a value.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that it throws
     */
    @FunctionalInterface
    interface Call<T, X extends Exception> {

        /**
         * Computes the value, once.
         *
         * @return the value
         * @throws X if it fails
         */
        T call() throws X;
    }
}
