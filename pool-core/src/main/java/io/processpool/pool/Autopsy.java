package io.processpool.pool;

import io.processpool.internal.process.Child;
import io.processpool.internal.process.CrashReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds out why a worker died. Of one death; for the thread of the slot. */
final class Autopsy {
    private static final int SIGKILL = 137;
    private static final int SIGNALLED = 128;

    /** SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV: what a JVM dies of that could not even write its report. */
    private static final Set<Integer> CRASHES = Set.of(132, 133, 134, 135, 136, 139);

    /** What the JVM prints before it exits, with 3, by {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final String MEMORY_EXIT = "Terminating due to java.lang.OutOfMemoryError";

    /** What the JVM prints, on standard output too, before the reason for which it cannot start. */
    private static final String NO_START = "Error occurred during initialization of VM";

    /** What a JVM says of memory in its crash report, the last by {@code -XX:+CrashOnOutOfMemoryError}. */
    private static final List<String> MEMORY_WORDS =
            List.of("insufficient memory", "out of memory", "outofmemory encountered");

    private record Finding(DeathReason reason, String why) {}

    private final Child child;
    private final int exitCode;
    private final CrashReport report;

    private Autopsy(Child child, int exitCode) {
        this.child = child;
        this.exitCode = exitCode;
        this.report = child.crashReport().orElse(null);
    }

    /**
     * Looks at a dead worker.
     *
     * @param exitCode 128 + n after signal n
     * @param heldLocks what it held when it died
     */
    static Death of(Child child, int exitCode, List<String> heldLocks) {
        Autopsy autopsy = new Autopsy(child, exitCode);
        Finding finding = autopsy.find();
        CrashReport report = autopsy.report;
        return new Death(
                child.name(),
                child.pid(),
                exitCode,
                finding.reason,
                finding.why,
                heldLocks,
                child.err().lastLines(),
                report == null ? null : report.path().toString(),
                report == null ? List.of() : report.head());
    }

    private Finding find() {
        if (report != null) {
            return reported();
        }
        Optional<String> killedBecause = child.killedBecause();
        if (killedBecause.isPresent()) {
            return new Finding(DeathReason.KILLED_BY_POOL, "ended by its pool: " + killedBecause.get());
        }
        if (CRASHES.contains(exitCode)) {
            return new Finding(DeathReason.CRASH, "its JVM crashed, and left no report");
        }
        if (exitCode == SIGKILL && child.oomKillsSinceStart() > 0) {
            return new Finding(
                    DeathReason.OUT_OF_MEMORY,
                    "killed, most likely by the kernel for want of memory: oom_kill of its control group has grown since it started");
        }
        if (Death.signal(exitCode) != null) {
            return new Finding(DeathReason.KILLED, "killed by a signal that its pool has not sent");
        }
        List<String> printed = child.out().lastLines();
        if (printed.stream().anyMatch(line -> line.startsWith(MEMORY_EXIT))) {
            return new Finding(DeathReason.OUT_OF_MEMORY, "its JVM was out of memory, and told to exit then");
        }
        int why = printed.indexOf(NO_START) + 1;
        if (why > 0 && why < printed.size()) {
            return new Finding(DeathReason.EXIT, "its JVM could not start: " + printed.get(why));
        }
        return new Finding(DeathReason.EXIT, exitCode > SIGNALLED ? "it exited, or a signal ended it" : "it exited");
    }

    private Finding reported() {
        String head = String.join(" ", report.head()).toLowerCase(Locale.ROOT);
        boolean memory = MEMORY_WORDS.stream().anyMatch(head::contains);
        return memory
                ? new Finding(DeathReason.OUT_OF_MEMORY, "its JVM could not get the memory that it needed")
                : new Finding(DeathReason.CRASH, "its JVM crashed");
    }
}
