package io.processpool.internal.log;

import java.util.function.Consumer;

/**
 * Where this library tells what nobody asked about: the user's SLF4J under the name {@code io.processpool}, or one line
 * on {@link System#err} where there is no provider of it.
 *
 * <p>Loading this class loads nothing else: the choice is made with the first message. SLF4J's own complaint about
 * missing providers is never caused by us. Without SLF4J each distinct message is told once, debug messages never.
 *
 * <p>Thread-safe. Never throws: a warning that a user's logger cannot take goes to standard error. Blocks as long as the
 * user's logger or standard error does.
 */
public final class Log {

    private Log() {}

    /**
     * Tells of something that the user should look at.
     *
     * @param message the text, one line
     */
    public static void warn(String message) {
        tell(message, sink -> sink.warn(message, null));
    }

    /**
     * Tells of something that the user should look at, with its cause. Standard error gets the cause's own line, SLF4J
     * its stack trace too.
     *
     * @param message the text, one line
     * @param cause what happened, or null
     */
    public static void warn(String message, Throwable cause) {
        tell(message, sink -> sink.warn(message, cause));
    }

    /**
     * Tells of a mistake in somebody's code, with its cause and the place of it: standard error, too, gets its stack trace.
     *
     * @param message the text, one line
     * @param cause what was thrown
     */
    public static void warnWithStack(String message, Throwable cause) {
        tell(message, sink -> sink.warnWithStack(message, cause));
    }

    /**
     * Tells of something of interest to one who looks for a problem. Goes to SLF4J only.
     *
     * @param message the text, one line
     */
    public static void debug(String message) {
        try {
            Chosen.SINK.debug(message);
        } catch (RuntimeException | Error ofTheUsers) {
            return; // Of interest to few, and their logger has its own ways to complain.
        }
    }

    /** Whoever warns is a thread of ours that has more to do: it must not end for what the users' code does here. */
    private static void tell(String message, Consumer<Sink> teller) {
        try {
            teller.accept(Chosen.SINK);
        } catch (RuntimeException | Error ofTheUsers) { // Their logger threw, or a method of the cause.
            tellShortly(message, ofTheUsers);
        }
    }

    private static void tellShortly(String message, Throwable why) {
        try {
            System.err.println("processpool WARN " + message + " (cannot be told in full: "
                    + why.getClass().getName() + ")");
        } catch (RuntimeException | Error ofTheUsersToo) {
            return; // Standard error is theirs, or there is no memory for the line.
        }
    }

    /** The choice, made at the first message. */
    private static final class Chosen {
        static final Sink SINK = Sink.choose();
    }
}
