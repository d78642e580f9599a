package io.processpool;

/**
 * Takes the place of an exception from another process whose own class could not be rebuilt here.
 *
 * <p>It prints as the original does: {@link #toString} gives the original's class and message, the stack trace is the
 * one of the process where it was thrown, and causes and suppressed exceptions are kept, each as itself where possible.
 * {@link #reason} says why this is a stand-in: a class that is missing here, a field that cannot travel.
 */
public final class StandInException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The class of the exception that was thrown. */
    private final String originalClassName;

    /** Why it is not here itself. */
    private final String reason;

    /**
     * A stand-in without frames; the library adds those of the original.
     *
     * @param originalClassName the class of the original, as {@link Class#getName} gives it
     * @param message the message of the original, or null
     * @param cause the cause of the original or a stand-in for it, or null
     * @param reason why the original is not here itself
     */
    public StandInException(String originalClassName, String message, Throwable cause, String reason) {
        super(message, cause);
        this.originalClassName = originalClassName;
        this.reason = reason;
    }

    /**
     * The class of the exception that was thrown.
     *
     * @return its name, as {@link Class#getName} gives it there
     */
    public String originalClassName() {
        return originalClassName;
    }

    /**
     * Why the original could not be rebuilt.
     *
     * @return a sentence for a log or a message
     */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return getMessage() == null ? originalClassName : originalClassName + ": " + getMessage();
    }
}
