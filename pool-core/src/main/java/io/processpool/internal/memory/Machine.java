package io.processpool.internal.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Where pids and start ticks mean the same: one boot of one kernel, one pid namespace, one time namespace.
 *
 * <p>Two processes that share memory but differ in one of these would take each other for dead. What cannot be read, as
 * on systems without {@code /proc}, is 0.
 *
 * @param bootId {@code /proc/sys/kernel/random/boot_id}
 * @param pidNamespace the inode of {@code /proc/self/ns/pid}
 * @param timeNamespace the inode of {@code /proc/self/ns/time}; Linux has it since 5.6
 */
record Machine(UUID bootId, long pidNamespace, long timeNamespace) {

    private static final Machine CURRENT = new Machine(readBootId(), readNamespace("pid"), readNamespace("time"));

    /** Returns where this process runs, read once for each JVM. */
    static Machine current() {
        return CURRENT;
    }

    /** Says in words what differs; both sides are named. Empty if nothing does. */
    String differenceFrom(Machine other) {
        StringBuilder text = new StringBuilder();
        append(text, "boot id", bootId, other.bootId);
        append(text, "pid namespace", pidNamespace, other.pidNamespace);
        append(text, "time namespace", timeNamespace, other.timeNamespace);
        return text.toString();
    }

    private static void append(StringBuilder text, String what, Object theirs, Object ours) {
        if (!theirs.equals(ours)) {
            text.append(text.length() == 0 ? "" : ", ").append(what);
            text.append(" is ").append(theirs).append(", of this process ").append(ours);
        }
    }

    private static UUID readBootId() {
        try {
            return UUID.fromString(
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim());
        } catch (IOException | IllegalArgumentException e) {
            return new UUID(0, 0);
        }
    }

    /** Reads the number out of a link such as {@code pid:[4026531836]}. */
    private static long readNamespace(String kind) {
        try {
            String link =
                    Files.readSymbolicLink(Path.of("/proc/self/ns/" + kind)).toString();
            return Long.parseLong(link.substring(link.indexOf('[') + 1, link.lastIndexOf(']')));
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }
}
