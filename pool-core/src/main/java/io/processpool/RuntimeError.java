package io.processpool;

/**
 * Thrown when a lock, or something that works like one, is passed to a process that already runs.
 *
 * <p>Such objects are handed to a worker when it starts, and only then: pass them to {@code initializer(...)}. This is
 * the rule, the name and the text of Python's {@code multiprocessing}; nothing else throws this class. The first line
 * of the message is always
 *
 * <pre>{@code Lock objects should only be shared between processes through inheritance}</pre>
 *
 * <p>with the kind of the object in front. The lines after it say where the object was found and what to do.
 */
public final class RuntimeError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String RULE = " objects should only be shared between processes through inheritance";

    /** The kind of the object, as in the first line. */
    private final String kind;

    /** From the outermost to the object, empty when it is not known. */
    private final String place;

    /** What to do instead. */
    private final String cure;

    private RuntimeError(String kind, String place, String cure) {
        super(Report.of(kind + RULE, place, cure));
        this.kind = kind;
        this.place = place;
        this.cure = cure;
    }

    /**
     * Refuses an object of this library that is not inside the start of a worker.
     *
     * @param kind the word in front of "objects", such as {@code Lock} or {@code SharedInt}
     * @return the error, to be thrown
     */
    public static RuntimeError inheritanceOnly(String kind) {
        return new RuntimeError(
                kind, "", "pass it to every worker with initializer(...), or use a Manager's, which may travel");
    }

    /**
     * Refuses a lock that works in one JVM only, of which a worker would get an unlocked and unrelated copy.
     *
     * @param kind the simple name of its class, such as {@code ReentrantLock}
     * @param counterpart what does the same across processes, such as {@code ProcessReentrantLock}
     * @return the error, to be thrown
     */
    public static RuntimeError oneJvmOnly(String kind, String counterpart) {
        return new RuntimeError(
                kind,
                "",
                "a " + kind + " works in one JVM only, a worker would get an unrelated copy: use a " + counterpart
                        + ", passed with initializer(...), or mark the field transient");
    }

    /**
     * The same error with a place in front of the place that it knows.
     *
     * @param outer where the object that was searched is itself, such as {@code argument 0 of item 3}
     * @return a new error with the stack trace of this one
     */
    public RuntimeError at(String outer) {
        RuntimeError placed = new RuntimeError(kind, Report.within(outer, place), cure);
        placed.setStackTrace(getStackTrace());
        if (getCause() != null) {
            placed.initCause(getCause());
        }
        return placed;
    }

    /**
     * Where the object was found, such as {@code argument 0 of item 3 -> Order.lock}.
     *
     * @return the place, empty when it is not known
     */
    public String place() {
        return place;
    }
}
