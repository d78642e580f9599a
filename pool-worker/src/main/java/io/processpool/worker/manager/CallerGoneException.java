package io.processpool.worker.manager;

/** Ends a call whose caller has died while it waited. Nobody will read it. */
final class CallerGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallerGoneException() {
        super("the caller is gone", null, false, false);
    }
}
