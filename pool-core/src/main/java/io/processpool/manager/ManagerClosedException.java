package io.processpool.manager;

/**
 * Thrown by each call to a manager, or to an object of it, when the manager is not there any more: it was closed, its
 * process has ended, or this process has no way to it. The message names the manager and says which.
 */
public final class ManagerClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ManagerClosedException(String manager, String reason, Throwable cause) {
        super(manager + ": " + reason, cause);
    }
}
