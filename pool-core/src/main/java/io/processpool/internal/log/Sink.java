package io.processpool.internal.log;

import java.util.ServiceConfigurationError;

/** One of the two places where messages go. Thread-safe. */
interface Sink {

    /** Writes a warning; the cause may be null. */
    void warn(String message, Throwable cause);

    /** Writes a warning and the stack trace of its cause. */
    void warnWithStack(String message, Throwable cause);

    /** Writes a message of interest to few. */
    void debug(String message);

    /** Chooses SLF4J if the user has a provider of it. Never fails. */
    static Sink choose() {
        try {
            return Slf4jSink.hasProvider() ? new Slf4jSink() : new ErrSink(() -> System.err);
        } catch (LinkageError | ServiceConfigurationError | RuntimeException e) {
            // No SLF4J at all, one before 2.0, or a provider that does not start.
            return new ErrSink(() -> System.err);
        }
    }
}
