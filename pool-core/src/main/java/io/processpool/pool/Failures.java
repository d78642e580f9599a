package io.processpool.pool;

import java.util.concurrent.CancellationException;

/** Turns the failure of a call into what its caller sees. */
final class Failures {
    private Failures() {}

    /**
     * What a blocking call throws: an unchecked exception itself, anything else as the cause of a {@link TaskException}; with the
     * stack of the worker above that of the caller.
     */
    static RuntimeException forCaller(Throwable failure) {
        if (failure instanceof CancellationException) {
            return cancelled((CancellationException) failure);
        }
        if (failure instanceof BrokenPoolException) {
            return WorkerFrame.startAtCaller(new BrokenPoolException(failure.getMessage(), failure.getCause()));
        }
        if (failure instanceof RuntimeException) {
            WorkerFrame.appendCaller(failure);
            return (RuntimeException) failure;
        }
        return WorkerFrame.startAtCaller(new TaskException(failure));
    }

    /** A new one, since many may wait for the same result, each with its own stack. */
    static CancellationException cancelled(CancellationException failure) {
        CancellationException copy = new CancellationException(failure.getMessage());
        copy.initCause(failure.getCause());
        return WorkerFrame.startAtCaller(copy);
    }

    static CancellationException interrupted(String what, InterruptedException cause) {
        CancellationException cancelled = new CancellationException("Interrupted while waiting for " + what);
        cancelled.initCause(cause);
        return WorkerFrame.startAtCaller(cancelled);
    }
}
