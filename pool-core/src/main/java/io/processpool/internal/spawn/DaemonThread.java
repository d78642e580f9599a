package io.processpool.internal.spawn;

/** The library's own threads keep no JVM from ending. */
public final class DaemonThread {
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
}
