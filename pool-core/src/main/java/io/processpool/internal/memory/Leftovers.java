package io.processpool.internal.memory;

import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of segment files, and the removal of those whose creator was killed before it could.
 *
 * <p>A name is {@code processpool-<pid>-<start ticks>-<pid namespace>-<time namespace>-<segment id>}. Only names of
 * this process's own namespaces are judged: in another container's, a pid means somebody else. Even files that are
 * unlinked at once are swept for, because a SIGKILL may fall between their creation and that.
 */
final class Leftovers {

    private static final String PREFIX = "processpool-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-(\\d+)-(\\d+)-(\\d+)-[0-9a-f]{32}");

    private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

    private Leftovers() {}

    /** Returns the name of a file that this process creates. */
    static String fileName(String id) {
        return fileName(ProcessIdentity.current(), Machine.current(), id);
    }

    static String fileName(ProcessIdentity creator, Machine machine, String id) {
        return PREFIX + creator.pid() + "-" + creator.startTicks() + "-" + machine.pidNamespace() + "-"
                + machine.timeNamespace() + "-" + id;
    }

    /** Sweeps a directory at this JVM's first segment in it. What cannot be read or deleted is left alone. */
    static void sweepOnce(Path directory) {
        if (SWEPT.add(directory)) {
            sweep(directory);
        }
    }

    static void sweep(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                deleteIfLeftover(file);
            }
        } catch (IOException | RuntimeException unreadable) {
            // Sweeping is a courtesy: it must never fail the creation of a segment.
        }
    }

    private static void deleteIfLeftover(Path file) {
        try {
            if (isLeftover(file)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | NumberFormatException notOurs) {
            // Another user's file, or no file of ours at all.
        }
    }

    private static boolean isLeftover(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && number(name, 3) == Machine.current().pidNamespace()
                && number(name, 4) == Machine.current().timeNamespace()
                && !new ProcessIdentity(number(name, 1), number(name, 2)).isAlive();
    }

    private static long number(Matcher name, int group) {
        return Long.parseLong(name.group(group));
    }
}
