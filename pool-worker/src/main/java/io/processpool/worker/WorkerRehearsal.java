package io.processpool.worker;

import io.processpool.RemoteRunnable;
import io.processpool.internal.spawn.Ahead;
import io.processpool.internal.spawn.DaemonThread;
import io.processpool.internal.wire.Payload;

/**
 * Done at the side of the main thread, while that connects to the parent: what the initializer and the first item would
 * have to wait for. The JDK's first look at serialized bytes alone asks all jars of the class path for a logger.
 */
final class WorkerRehearsal implements Runnable {
    private WorkerRehearsal() {}

    static void start() {
        DaemonThread.start(new WorkerRehearsal(), "rehearsal");
    }

    @Override
    public void run() {
        try {
            Payload.copy(Thread.State.NEW);
            RemoteRunnable lambda = () -> {};
            Payload.copy(lambda);
            Ahead.load(TaskLoop.class, RunningTask.class, Function.class);
        } catch (RuntimeException | LinkageError | OutOfMemoryError onlyARehearsal) {
            // Be it that a filter of the user's forbids it: if it matters, what is done in earnest tells of it.
        }
    }
}
