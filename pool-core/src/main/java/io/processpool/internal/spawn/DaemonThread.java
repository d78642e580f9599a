package io.processpool.internal.spawn;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The library's own threads keep no JVM from ending. */
public final class DaemonThread {
    private static final long WITHOUT_MEMORY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private DaemonThread() {}

    /**
     * Starts one.
     *
     * @param body what it runs
     * @param name of the thread
     * @return the thread, which may have ended
     */
    public static Thread start(Runnable body, String name) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Starts one that does not end for want of memory, which may be the fault of any thread: its body is run again a
     * moment later, until it returns.
     *
     * @param body what it runs; has to be such that it goes on where it was
     * @param name of the thread
     * @return the thread, which may have ended
     */
    public static Thread startLasting(Runnable body, String name) {
        return start(new Lasting(body), name);
    }

    /** No lambda, since every child goes through here at its start. */
    private static final class Lasting implements Runnable {
        static {
            // The first time, the JVM asks a class loader for what is caught and called here. That takes memory: one
            // that is not there ends the thread.
            try {
                throw new OutOfMemoryError("a rehearsal");
            } catch (OutOfMemoryError rehearsed) {
                LockSupport.parkNanos(0);
            }
        }

        private final Runnable body;

        Lasting(Runnable body) {
            this.body = body;
        }

        @Override
        public void run() {
            boolean hasReturned = false;
            while (!hasReturned) {
                try {
                    body.run();
                    hasReturned = true;
                } catch (OutOfMemoryError notNow) {
                    LockSupport.parkNanos(WITHOUT_MEMORY_NANOS);
                }
            }
        }
    }
}
