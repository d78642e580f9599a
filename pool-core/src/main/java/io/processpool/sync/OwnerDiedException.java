package io.processpool.sync;

/**
 * Says that a process died while it held a lock of the policy {@link OwnerDeathPolicy#THROW}, and that nobody has
 * declared since that the data is consistent. The thread that gets this does not hold the lock.
 *
 * <p>Each call that would take the lock throws it, in all processes, until {@code recover(...)} has run with success.
 */
public final class OwnerDiedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    OwnerDiedException(String lock) {
        super("the owner of this " + lock + " died while it held it, so what it protects may be half changed:"
                + " repair that in recover(...), which declares it consistent again");
    }
}
