package io.processpool.internal.log;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Messages to a stream, one line each, but for stack traces, each distinct one once. Only the last 1000 are remembered,
 * so a message that was long forgotten may come again.
 */
final class ErrSink implements Sink {

    private static final int REMEMBERED = 1000;

    // Asked each time: a user may set another System.err.
    private final Supplier<PrintStream> out;
    private final Set<String> told = Collections.newSetFromMap(
            new LinkedHashMap<>() { // guarded by this
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            });

    ErrSink(Supplier<PrintStream> out) {
        this.out = out;
    }

    @Override
    public void warn(String message, Throwable cause) {
        String line = line(message, cause);
        if (isNew(line)) {
            out.get().println(line);
        }
    }

    @Override
    public void warnWithStack(String message, Throwable cause) {
        String line = line(message, cause);
        if (isNew(line)) {
            out.get().print(line + stackBehind(line, cause)); // In one go, so that nobody's lines come between.
        }
    }

    private static String line(String message, Throwable cause) {
        boolean causeIsTold = cause == null || message.contains(cause.toString());
        return "processpool WARN " + message + (causeIsTold ? "" : ": " + cause);
    }

    /** The stack trace, which begins with what the line may end with. */
    private static String stackBehind(String line, Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text, true));
        String head = cause.toString();
        boolean isHeadTold = line.endsWith(head) && text.toString().startsWith(head);
        return isHeadTold ? text.toString().substring(head.length()) : System.lineSeparator() + text;
    }

    @Override
    public void debug(String message) {
        // Who wants these has a logger.
    }

    private synchronized boolean isNew(String line) {
        return told.add(line);
    }
}
