package io.processpool.pool;

/**
 * The pool cannot go on, since its workers cannot start: the initializer threw, which is the cause, or workers died at their start again and
 * again. Every result that was open fails with it, and every later call throws it.
 */
public final class BrokenPoolException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    BrokenPoolException(String message, Throwable cause) {
        super(message, cause);
    }
}
