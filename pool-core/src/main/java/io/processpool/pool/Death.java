package io.processpool.pool;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What is known of the death of a worker.
 *
 * @param worker its name
 * @param pid its process id
 * @param exitCode of its process; 128 + n after signal n
 * @param reason why it died
 * @param why the same in words
 * @param heldLocks what it held
 * @param lastErrorLines what it printed last on standard error
 * @param crashReport path of what its JVM wrote about its crash, or null
 * @param crashHead the first lines of that
 */
record Death(
        String worker,
        long pid,
        int exitCode,
        DeathReason reason,
        String why,
        List<String> heldLocks,
        List<String> lastErrorLines,
        String crashReport,
        List<String> crashHead)
        implements Serializable {
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(15, "SIGTERM"));

    Death {
        heldLocks = List.copyOf(heldLocks);
        lastErrorLines = List.copyOf(lastErrorLines);
        crashHead = List.copyOf(crashHead);
    }

    /** The name of the signal that an exit code stands for, or null. */
    static String signal(int exitCode) {
        return SIGNALS.get(exitCode - 128);
    }

    /** An exit code, with the name of its signal. */
    static String describe(int exitCode) {
        String signal = signal(exitCode);
        return signal == null ? String.valueOf(exitCode) : exitCode + " (" + signal + ")";
    }

    /** One line. */
    String headline() {
        return "worker=" + worker + ", pid=" + pid + ", exitCode=" + describe(exitCode);
    }

    /** The lines that follow, each with a line end before it. */
    String details() {
        StringBuilder text = new StringBuilder("\n  reason: " + why);
        if (!heldLocks.isEmpty()) {
            text.append("\n  it held: ").append(String.join(", ", heldLocks));
        }
        if (crashReport != null) {
            text.append("\n  crash report: ").append(crashReport);
            crashHead.forEach(line -> text.append("\n    ").append(line));
        }
        if (!lastErrorLines.isEmpty()) {
            text.append("\n  last lines of its standard error:");
            lastErrorLines.forEach(line -> text.append("\n    ").append(line));
        }
        return text.toString();
    }
}
