package io.processpool.internal.memory;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Runs file operations to their end in a thread that may be interrupted.
 *
 * <p>An interrupt closes an NIO channel under the thread that uses it, so the flag is cleared first and set again
 * after.
 */
final class Uninterrupted {

    /** Something that opens its channel anew each time it runs. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    private Uninterrupted() {}

    /** Runs the action, again whenever an interrupt broke it; the thread's interrupt flag is kept. */
    static <T> T call(Action<T> action) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return action.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
