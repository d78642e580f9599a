package io.processpool.internal.spawn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The fields that matter of one {@code /proc/<pid>/stat}, as {@code proc(5)} numbers them.
 *
 * <p>Thread-safe. An interrupted thread may read: {@link Files#readAllBytes} is not interruptible.
 *
 * @param pid field 1
 * @param state field 3, one letter; Z is a zombie, X is dead
 * @param isExiting of field 9, the flag that its first thread has begun to exit
 * @param threads field 20, the number of threads
 * @param startTicks field 22, clock ticks since boot
 */
record ProcStat(long pid, char state, boolean isExiting, long threads, long startTicks) {

    private static final Path SELF = Path.of("/proc/self/stat");

    // Fields are counted from the one after the command, which is field 3.
    private static final int STATE = 0;
    private static final int FLAGS = 9 - 3;
    private static final int THREADS = 20 - 3;
    private static final int START = 22 - 3;

    private static final long PF_EXITING = 4;

    private static final boolean AVAILABLE = readSelf().isPresent();

    static boolean isAvailable() {
        return AVAILABLE;
    }

    static Optional<ProcStat> readSelf() {
        return read(SELF);
    }

    static Optional<ProcStat> read(long pid) {
        return read(path(pid));
    }

    /**
     * Whether a process still runs; false only if it is known to be dead.
     *
     * @param startBits the bits of its start ticks that are known, and compared
     */
    static boolean isAlive(ProcessIdentity identity, long startBits) {
        Path stat = path(identity.pid());
        try {
            return parse(Files.readAllBytes(stat)).isAliveAs(identity, startBits);
        } catch (IOException unreadable) {
            return isThere(stat);
        }
    }

    /** To read it fails with ESRCH too, when the process ends meanwhile; but out of file descriptors is no proof of death. */
    private static boolean isThere(Path stat) {
        return !Files.notExists(stat);
    }

    /**
     * Parses the content of the file.
     *
     * @throws IOException if it has another form
     */
    static ProcStat parse(byte[] content) throws IOException {
        // The command may hold anything, spaces, parentheses and bytes of no character set included.
        String line = new String(content, StandardCharsets.ISO_8859_1).trim();
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        try {
            String[] fields = line.substring(close + 1).trim().split(" ");
            return new ProcStat(
                    Long.parseLong(line.substring(0, open).trim()),
                    fields[STATE].charAt(0),
                    (Long.parseLong(fields[FLAGS]) & PF_EXITING) != 0,
                    Long.parseLong(fields[THREADS]),
                    Long.parseLong(fields[START]));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("not a /proc/<pid>/stat: " + line, e);
        }
    }

    ProcessIdentity identity() {
        return new ProcessIdentity(pid, startTicks);
    }

    boolean isAliveAs(ProcessIdentity identity, long startBits) {
        return identity.startsAs(startTicks, startBits) && !hasEnded();
    }

    private boolean hasEnded() {
        return (state == 'Z' || state == 'X' || state == 'x') && threads <= 1;
    }

    private static Optional<ProcStat> read(Path stat) {
        try {
            return Optional.of(parse(Files.readAllBytes(stat)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path path(long pid) {
        return Path.of("/proc/" + pid + "/stat");
    }
}
