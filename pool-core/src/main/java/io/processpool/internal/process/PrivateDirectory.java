package io.processpool.internal.process;

import io.processpool.internal.log.Log;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory below {@code java.io.tmpdir} that only this user may enter, for sockets and argument files.
 *
 * <p>Its name tells whose it is ({@code processpool-PID-TICKS-RANDOM}): what a killed program and all of its children left behind goes
 * when the next pool starts.
 */
public final class PrivateDirectory implements AutoCloseable {
    private static final String PREFIX = "processpool-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-(\\d+)-.*");

    private final Path path;

    private PrivateDirectory(Path path) {
        this.path = path;
    }

    /** Makes a new one, and removes those whose makers are dead. */
    public static PrivateDirectory create() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        sweep(parent);
        ProcessIdentity self = ProcessIdentity.current();
        String prefix = PREFIX + self.pid() + "-" + self.startTicks() + "-";
        try {
            return new PrivateDirectory(Files.createTempDirectory(parent, prefix, ownerOnly()));
        } catch (IOException failed) {
            throw new IOException(
                    "a directory for sockets cannot be made in " + parent + ", which java.io.tmpdir names: " + failed,
                    failed);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Removes it with all that is in it. */
    @Override
    public void close() {
        remove(path);
    }

    /** Removes a directory of files; what cannot be removed stays, for the next sweep. */
    public static void remove(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (NoSuchFileException gone) {
            return; // At the end of a JVM several see to it.
        } catch (IOException | RuntimeException left) {
            Log.debug("Could not remove " + directory + ": " + left);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void sweep(Path parent) {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : directories) {
                if (isAbandoned(directory.getFileName().toString())) {
                    remove(directory);
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            Log.debug("Could not sweep " + parent + ": " + unreadable);
        }
    }

    private static boolean isAbandoned(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return false;
        }
        try {
            long pid = Long.parseLong(matcher.group(1));
            long startTicks = Long.parseLong(matcher.group(2));
            return !new ProcessIdentity(pid, startTicks).isAlive();
        } catch (NumberFormatException notOurs) {
            return false;
        }
    }
}
