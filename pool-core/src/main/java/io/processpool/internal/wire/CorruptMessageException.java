package io.processpool.internal.wire;

/** What the other process wrote cannot be a message of ours. The worker in question is given up, nothing else. */
public final class CorruptMessageException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public CorruptMessageException(String what) {
        super("Corrupt message: " + what);
    }
}
