package io.processpool.internal.log;

import java.io.PrintStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Messages to a stream, one line each, each distinct one once. Only the last 1000 are remembered, so a message that was
 * long forgotten may come again.
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
        boolean causeIsTold = cause == null || message.contains(cause.toString());
        String line = "processpool WARN " + message + (causeIsTold ? "" : ": " + cause);
        if (isNew(line)) {
            out.get().println(line);
        }
    }

    @Override
    public void debug(String message) {
        // Who wants these has a logger.
    }

    private synchronized boolean isNew(String line) {
        return told.add(line);
    }
}
