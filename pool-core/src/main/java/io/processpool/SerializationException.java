package io.processpool;

/**
 * Thrown when a value cannot travel between processes, or cannot be rebuilt where it arrives.
 *
 * <p>The first line of the message names the problem and the class, the lines after it where the value was found and
 * what to do. Only this value is concerned: its neighbours travel in messages of their own.
 */
public final class SerializationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The first line. */
    private final String problem;

    /** From the outermost to the value, empty when it is not known. */
    private final String place;

    /** What to do instead, empty when there is no advice. */
    private final String cure;

    /**
     * An error about a value whose place is not known yet.
     *
     * @param problem the first line of the message
     * @param cure what to do instead, empty when there is no advice
     * @param cause what the JDK or the user's code threw, or null
     */
    public SerializationException(String problem, String cure, Throwable cause) {
        this(problem, "", cure, cause);
    }

    private SerializationException(String problem, String place, String cure, Throwable cause) {
        super(Report.of(problem, place, cure), cause);
        this.problem = problem;
        this.place = place;
        this.cure = cure;
    }

    /**
     * The same error with a place in front of the place that it knows.
     *
     * @param outer where the value that was searched is itself, such as {@code argument 0 of item 3}
     * @return a new error with the cause and the stack trace of this one
     */
    public SerializationException at(String outer) {
        SerializationException placed =
                new SerializationException(problem, Report.within(outer, place), cure, getCause());
        placed.setStackTrace(getStackTrace());
        return placed;
    }

    /**
     * Where the value was found, such as {@code Order.customer -> Customer.socket}.
     *
     * @return the place, empty when it is not known
     */
    public String place() {
        return place;
    }
}
