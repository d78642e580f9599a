package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A thread that does one thing, which may wait for long, beside the test. */
public final class OtherThread<T> implements AutoCloseable {
    private final FutureTask<T> task;
    private final Thread thread;

    private OtherThread(Callable<T> body) {
        task = new FutureTask<>(body);
        thread = new Thread(task, "other");
        thread.setDaemon(true);
    }

    /** What a thread does that returns nothing. */
    public interface Body {
        void run() throws Exception;
    }

    /** Starts one. */
    public static <T> OtherThread<T> call(Callable<T> body) {
        OtherThread<T> other = new OtherThread<>(body);
        other.thread.start();
        return other;
    }

    /** Starts one that returns nothing. */
    public static OtherThread<Void> run(Body body) {
        return call(() -> {
            body.run();
            return null;
        });
    }

    public OtherThread<T> interrupt() {
        thread.interrupt();
        return this;
    }

    public boolean isDone() {
        return task.isDone();
    }

    /** Waits for what it returns; throws what it threw. */
    public T get() throws Exception {
        try {
            return task.get(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw failed;
        }
    }

    /** Fails if it ends in a while in which it must not. */
    public void assertWaits() throws Exception {
        if (Await.happens(Delays.SHORT, this::isDone)) {
            fail("should still wait, but returned " + get());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
