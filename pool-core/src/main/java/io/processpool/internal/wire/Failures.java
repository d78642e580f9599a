package io.processpool.internal.wire;

import java.io.IOException;

/** What every catch of a user's Throwable needs. */
public final class Failures {

    private Failures() {}

    /** Throws on what says that the JVM itself is in trouble. A stack that overflowed is the user's structure. */
    static void rethrowFatal(Throwable failure) {
        if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
            throw fatal;
        }
    }

    /** What a user's code threw, without the wrapper in which the JDK's streams put a checked exception. */
    static Throwable unwrapped(Throwable failure) {
        boolean isWrapper = failure.getClass() == IOException.class
                && failure.getCause() != null
                && "unexpected exception type".equals(failure.getMessage());
        return isWrapper ? failure.getCause() : failure;
    }

    /** Class and message; survives a getMessage of the user's that throws. */
    public static String describe(Throwable failure) {
        String message = messageOf(failure);
        String name = failure.getClass().getName();
        return message == null ? name : name + ": " + message;
    }

    /** The message, or a note that asking for it failed; may be null as any message may. */
    static String messageOf(Throwable failure) {
        try {
            return failure.getMessage();
        } catch (Throwable e) {
            rethrowFatal(e);
            return "(its getMessage() threw " + e.getClass().getName() + ")";
        }
    }
}
