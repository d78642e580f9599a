package io.processpool.sync;

import io.processpool.internal.spawn.ProcessIdentity;
import io.processpool.internal.spawn.ProcessName;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Who held a lock at some moment, as far as this process can know.
 *
 * @param pid the process id
 * @param name the name of the worker; empty if the process is no worker of a pool, or has ended
 * @param thread the name of the thread, if it is one of this process
 * @param heldFor for how long it has held the lock at least, counted from the moment when another process began to
 *     wait; empty if none waits
 * @param isMarkedDead whether its parent has said that it is dead; the next one to lock takes the lock from it
 */
public record LockOwner(
        long pid, Optional<String> name, Optional<String> thread, Optional<Duration> heldFor, boolean isMarkedDead) {

    private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(365);

    /** Describes the owner that a value names, which has one. */
    static LockOwner of(LockWord word, long value, Thread thread) {
        long pid = ProcessIdentity.pidOf(value);
        return new LockOwner(
                pid,
                ProcessName.of(pid),
                Optional.ofNullable(thread).map(Thread::getName),
                heldFor(word, value),
                LockWord.isMarkedDead(value));
    }

    private static Optional<Duration> heldFor(LockWord word, long value) {
        // The clock is one for all processes on Linux; elsewhere the difference may be anything.
        long nanos = System.nanoTime() - word.sinceNanos();
        boolean isKnown = LockWord.hasWaiters(value) && nanos >= 0 && nanos < LONGEST_NANOS;
        return isKnown ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
    }

    /**
     * Describes the owner in a line.
     *
     * @return for example {@code pool-1-worker-3 pid=4711 for 2.1 s}
     */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(name.map(known -> known + " pid=").orElse("pid ")).append(pid);
        thread.ifPresent(known -> text.append(", thread ").append(known));
        heldFor.ifPresent(time -> text.append(" for ").append(inWords(time)));
        return text.append(isMarkedDead ? ", dead" : "").toString();
    }

    private static String inWords(Duration time) {
        return time.toMillis() < 1000
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
