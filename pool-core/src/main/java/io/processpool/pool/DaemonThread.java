package io.processpool.pool;

/** The pool's threads keep no JVM from ending. */
final class DaemonThread {
    private DaemonThread() {}

    /** Starts one. */
    static Thread start(Runnable body, String name) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
