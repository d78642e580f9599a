package io.processpool.internal.spawn;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;

/**
 * One process of this machine, told apart from a later one that got the same pid.
 *
 * <p>The start time is raw: on Linux the clock ticks since boot of {@code /proc/<pid>/stat} field 22, because
 * wall-clock start times ({@code ProcessHandle.info()}) differ between JVMs there. Where there is no {@code /proc} it
 * is the start instant of {@link ProcessHandle} in hundredths of a second since 1970, or 0 where that is unknown.
 * Identities compare only within one pid and time namespace of one boot.
 *
 * <p>Immutable and thread-safe. No method blocks for longer than it takes to read a file of {@code /proc} (10–15 µs).
 */
public final class ProcessIdentity implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The process id, as this process's pid namespace numbers it. */
    private final long pid;
    /** The raw start time. */
    private final long startTicks;

    public ProcessIdentity(long pid, long startTicks) {
        this.pid = pid;
        this.startTicks = startTicks;
    }

    public long pid() {
        return pid;
    }

    public long startTicks() {
        return startTicks;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessIdentity that && that.pid == pid && that.startTicks == startTicks;
    }

    @Override
    public int hashCode() {
        return Objects.hash(pid, startTicks);
    }

    /** How many bits of {@link #word()} hold the pid: Linux allows no pid above 2^22. */
    public static final int PID_BITS = 22;

    private static final long PID_MASK = (1L << PID_BITS) - 1;

    /** The bits of the start that are compared: all, or those that a word holds. */
    static final long ALL_BITS = -1;

    private static final long LOW_BITS = (1L << 32) - 1;

    /**
     * Returns the identity of this process, read once for each JVM.
     *
     * @return this process
     */
    public static ProcessIdentity current() {
        return Current.IDENTITY;
    }

    /**
     * Looks up the process that has this pid now, be it running or a zombie.
     *
     * @param pid a process id of this pid namespace
     * @return its identity, or empty if there is no such process or nothing can be read about it
     */
    public static Optional<ProcessIdentity> of(long pid) {
        return ProcStat.isAvailable()
                ? ProcStat.read(pid).map(ProcStat::identity)
                : ProcessHandle.of(pid).map(ProcessIdentity::of);
    }

    /**
     * Tells whether this very process still runs.
     *
     * <p>Dead is: no {@code /proc/<pid>/stat}, or other start ticks, or state Z or X with one thread left (the other
     * threads of a zombie leader may still be writing to shared memory). If the file exists but cannot be read, as when
     * this process is out of file descriptors, the answer is "alive": a lock must never be taken from the living.
     *
     * @return false only if the process is known to be dead
     */
    public boolean isAlive() {
        return isAliveComparing(ALL_BITS);
    }

    /**
     * Tells whether the end of this process has begun: none of its program runs any more, though it may take its time to give back memory and files, as
     * when the kernel has much to write for it. Where the kernel does not tell, whether it is dead.
     *
     * @return true if it is ending, or dead
     */
    public boolean isEnding() {
        return !isAlive() || ProcStat.read(pid).filter(ProcStat::isExiting).isPresent();
    }

    /**
     * Packs this identity as it stands in a lock word: the pid in the low 22 bits, the low 32 bits of the start ticks
     * in the high half, all other bits 0.
     *
     * <p>A pid that needs more than 22 bits, which only systems other than Linux give, loses its high bits: the word
     * still tells two processes apart by their start, but {@link #pidOf} no longer finds the process.
     *
     * @return the packed identity, never 0 on Linux
     */
    public long word() {
        return startTicks << 32 | pid & PID_MASK;
    }

    /**
     * Unpacks the pid of a {@linkplain #word() packed identity}; other bits of the low half are ignored.
     *
     * @param word a packed identity, possibly with flags in its low half
     * @return the pid, 0 to 2^22 − 1
     */
    public static long pidOf(long word) {
        return word & PID_MASK;
    }

    /**
     * Tells whether the process that a {@linkplain #word() packed identity} names still runs, by the same rules as
     * {@link #isAlive()}. Of its start only the low 32 bits are compared, which is what a word holds.
     *
     * @param word a packed identity, possibly with flags in bits 22 to 31
     * @return false only if the process is known to be dead
     */
    public static boolean isAlive(long word) {
        return new ProcessIdentity(pidOf(word), word >>> 32).isAliveComparing(LOW_BITS);
    }

    private boolean isAliveComparing(long startBits) {
        return ProcStat.isAvailable() ? ProcStat.isAlive(this, startBits) : isAliveByHandle(startBits);
    }

    /** Whether these may be its start ticks, of which these bits are known. */
    boolean startsAs(long ticks, long startBits) {
        return ((ticks ^ startTicks) & startBits) == 0;
    }

    /** The way without {@code /proc}. */
    static ProcessIdentity of(ProcessHandle handle) {
        return new ProcessIdentity(handle.pid(), startOf(handle));
    }

    private static long startOf(ProcessHandle handle) {
        return handle.info()
                .startInstant()
                .map(start -> start.toEpochMilli() / 10)
                .orElse(0L);
    }

    /** The way without {@code /proc}, for identities that {@link #of(ProcessHandle)} made. */
    boolean isAliveByHandle(long startBits) {
        return ProcessHandle.of(pid)
                .filter(handle -> handle.isAlive() && startsAs(startOf(handle), startBits))
                .isPresent();
    }

    /** Holds what is read once, at the first use. */
    private static final class Current {
        static final ProcessIdentity IDENTITY = read();

        // Written out, as every child goes through here at its start: a lambda more is half a millisecond more.
        private static ProcessIdentity read() {
            Optional<ProcStat> stat = ProcStat.readSelf();
            return stat.isPresent() ? stat.get().identity() : of(ProcessHandle.current());
        }
    }
}
