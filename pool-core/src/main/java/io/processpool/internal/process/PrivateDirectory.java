package io.processpool.internal.process;

import io.processpool.internal.log.Log;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A directory below {@code java.io.tmpdir} that only this user may enter, for sockets and argument files.
 *
 * <p>Its name tells whose it is ({@code processpool-PID-TICKS-RANDOM}): what a killed program and all of its children left behind goes
 * when the next pool starts.
 *
 * <p>Every start of a child goes through here, so there are no regular expressions here, and no secure random numbers, which take a JVM 4 and 16 ms at their
 * first use.
 */
public final class PrivateDirectory implements AutoCloseable {
    private static final String PREFIX = "processpool-";
    private static final int MOST_TRIES = 5;

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
            return new PrivateDirectory(makeNew(parent, prefix));
        } catch (IOException failed) {
            throw new IOException(
                    "a directory for sockets cannot be made in " + parent + ", which java.io.tmpdir names: " + failed,
                    failed);
        }
    }

    /** Nobody who guesses the name gains anything: what is there already is not taken. */
    private static Path makeNew(Path parent, String prefix) throws IOException {
        while (true) {
            String random = Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
            try {
                return Files.createDirectory(parent.resolve(prefix + random), ownerOnly());
            } catch (FileAlreadyExistsException again) {
                continue;
            }
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
        try {
            int tries = 1;
            while (!removeOnce(directory) && tries < MOST_TRIES) {
                tries++;
            }
        } catch (NoSuchFileException gone) {
            return; // At the end of a JVM several see to it.
        } catch (IOException | RuntimeException left) {
            Log.debug("Could not remove " + directory + ": " + left);
        }
    }

    /** False if a file has come meanwhile, as from a child that has not quite been killed. */
    private static boolean removeOnce(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            return Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException more) {
            return false;
        }
    }

    /** For a directory that is about to be made. */
    static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void sweep(Path parent) {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent)) {
            for (Path directory : directories) {
                if (isAbandoned(directory.getFileName().toString())) {
                    remove(directory);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            Log.debug("Could not sweep " + parent + ": " + unreadable);
        }
    }

    private static boolean isAbandoned(String name) {
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        String[] parts = name.split("-", 4);
        try {
            return parts.length == 4
                    && !new ProcessIdentity(Long.parseLong(parts[1]), Long.parseLong(parts[2])).isAlive();
        } catch (NumberFormatException notOurs) {
            return false;
        }
    }
}
