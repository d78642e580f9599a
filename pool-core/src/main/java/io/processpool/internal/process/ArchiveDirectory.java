package io.processpool.internal.process;

import io.processpool.internal.log.Log;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The user's directory of class-data archives.
 *
 * <pre>
 *   KEY-SIZE-CRC.jsa   an archive, as long and with the check sum that its name says; nobody changes it
 *   KEY.new            one that is being made, or was when its maker was killed
 *   KEY.lock           locked by who makes one
 * </pre>
 *
 * <p>The names are checked, since the JVM is not to be relied on: JDK 17 crashes over an archive that was cut off, and all do over one with other bytes. To
 * read it all is 4 ms of each start, so it is done once: an archive that was found whole is sealed by its time of last change, which everyone who writes to it
 * breaks. As the JVM itself does with jars, its size and that time are believed from then on. One that was copied has no seal, and is read again.
 *
 * <p>Thread-safe, also between processes.
 */
final class ArchiveDirectory {
    private static final String ARCHIVE = ".jsa";
    private static final String UNFINISHED = ".new";
    private static final String LOCK = ".lock";
    private static final int CRC_DIGITS = 8;
    private static final String NAME =
            "[0-9a-f]{" + ArchiveKey.CHARACTERS + "}-\\d+-[0-9a-f]{" + CRC_DIGITS + "}\\" + ARCHIVE;

    /** Those that were not used for the longest time go: each change of a jar makes another. */
    private static final int MOST_ARCHIVES = 20;

    private static final long TOUCH_MILLIS = 60 * 60 * 1000;

    /** The time of last change of what was found whole. So long ago that nobody who writes makes the same, however coarse the file system's clock is. */
    private static final FileTime SEAL = FileTime.fromMillis(946_684_800_000L); // 2000-01-01

    private static final Set<PosixFilePermission> OF_OTHERS = PosixFilePermissions.fromString("----w--w-");

    private final Path path;
    private final UserPrincipal owner;

    private ArchiveDirectory(Path path, UserPrincipal owner) {
        this.path = path;
        this.owner = owner;
    }

    /**
     * Makes sure that it exists, and that only this user may write to it.
     *
     * @param own some directory that this process has made
     * @throws IOException if it cannot be made, or may be written to by others
     */
    static ArchiveDirectory open(Path path, Path own) throws IOException {
        if (path.toString().contains(File.pathSeparator)) {
            throw new IOException("the directory of class-data archives " + path + " has a " + File.pathSeparator
                    + " in its name, at which the JVM would cut it");
        }
        if (!Files.isDirectory(path)) {
            create(path);
        }
        UserPrincipal owner = Files.getOwner(path);
        UserPrincipal user = Files.getOwner(own);
        if (!owner.equals(user)) {
            throw new IOException("the directory of class-data archives " + path + " belongs to " + owner.getName()
                    + ", not to " + user.getName() + ": an archive is code, and must be this user's own");
        }
        if (othersMayWrite(path)) {
            throw new IOException("the directory of class-data archives " + path
                    + " may be written to by others: an archive is code; chmod go-w makes it safe");
        }
        return new ArchiveDirectory(path, owner);
    }

    private static void create(Path path) throws IOException {
        try {
            Files.createDirectories(path, PrivateDirectory.ownerOnly());
        } catch (IOException failed) {
            throw new IOException(
                    "the directory of class-data archives " + path + " cannot be made: " + failed, failed);
        }
    }

    private static boolean othersMayWrite(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        return view != null && !Collections.disjoint(view.readAttributes().permissions(), OF_OTHERS);
    }

    /** An archive that is whole; null if there is none. */
    Path find(String key) {
        for (Path file : archives(key + "-")) {
            if (isWhole(file)) {
                touch(file);
                return file;
            }
        }
        return null;
    }

    private boolean isWhole(Path file) {
        try {
            return Files.getOwner(file).equals(owner) && !othersMayWrite(file) && (isSealed(file) || isAsNamed(file));
        } catch (IOException unreadable) {
            Log.debug("No class-data archive: " + unreadable);
            return false;
        }
    }

    private static boolean isSealed(Path file) throws IOException {
        return Files.getLastModifiedTime(file).equals(SEAL)
                && file.getFileName().toString().startsWith(key(file) + "-" + Files.size(file) + "-");
    }

    /** Reads it all, and seals it. */
    private static boolean isAsNamed(Path file) throws IOException {
        boolean isAsNamed = file.getFileName().toString().equals(nameOf(key(file), file));
        if (isAsNamed) {
            trySetTimes(file, SEAL, null);
        }
        return isAsNamed;
    }

    private static String key(Path file) {
        return file.getFileName().toString().substring(0, ArchiveKey.CHARACTERS);
    }

    private static String nameOf(String key, Path file) throws IOException {
        CRC32 sum = new CRC32();
        long size = 0;
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
            for (int n = channel.read(buffer); n >= 0; n = channel.read(buffer.clear())) {
                sum.update(buffer.flip());
                size += n;
            }
        }
        return key + "-" + size + "-" + ArchiveKey.hex(sum.getValue(), CRC_DIGITS) + ARCHIVE;
    }

    /** The right to make the archive, until it is released or this process ends; null if another has it, or nobody can make one here. */
    FileLock claim(String key) {
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(path.resolve(key + LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            lock = null;
        } catch (IOException failed) {
            Log.warn("No class-data archive can be made in " + path + ": " + failed);
        }
        if (lock == null) {
            closeQuietly(channel);
        }
        return lock;
    }

    /** Gives it back; null is nothing to give. */
    static void release(FileLock claim) {
        if (claim != null) {
            closeQuietly(claim.acquiredBy());
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception failed) {
            Log.debug("While closing " + closeable + ": " + failed);
        }
    }

    /** Where the archive is to be made, by who has the claim. */
    Path unfinished(String key) {
        return path.resolve(key + UNFINISHED);
    }

    /** From now on the archive is found. To be called by who has the claim, before it is released. */
    void publish(String key) throws IOException {
        Path made = unfinished(key);
        restrict(made);
        try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
            channel.force(true); // A name must not come to stand for less than was written.
        }
        Path named = path.resolve(nameOf(key, made));
        trySetTimes(made, SEAL, null);
        Files.move(made, named, StandardCopyOption.ATOMIC_MOVE);
        archives(key + "-").stream().filter(file -> !file.equals(named)).forEach(ArchiveDirectory::delete);
        delete(path.resolve(key + LOCK));
        deleteOldest();
    }

    private static void restrict(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }

    private void deleteOldest() {
        archives("").stream()
                .filter(file -> file.getFileName().toString().matches(NAME))
                .sorted(Comparator.comparing(ArchiveDirectory::lastUse).reversed())
                .skip(MOST_ARCHIVES)
                .forEach(ArchiveDirectory::delete);
    }

    private static void touch(Path file) {
        long now = System.currentTimeMillis();
        if (now - lastUse(file) > TOUCH_MILLIS) {
            trySetTimes(file, null, FileTime.fromMillis(now));
        }
    }

    /** The time of its last use is that of the last access; many file systems only know it because it is set. */
    private static long lastUse(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class)
                    .lastAccessTime()
                    .toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Sets those that are not null. */
    private static void trySetTimes(Path file, FileTime lastChange, FileTime lastUse) {
        try {
            Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(lastChange, lastUse, null);
        } catch (IOException readOnly) {
            Log.debug("Times of " + file + " cannot be set: " + readOnly);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException inUse) {
            Log.debug("Could not delete " + file + ": " + inUse);
        }
    }

    /** Those whose name begins so. No pattern, whose first use takes a JVM 4 ms: a child is launched when this is known. */
    private List<Path> archives(String prefix) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.startsWith(prefix) && name.endsWith(ARCHIVE)) {
                    found.add(file);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            Log.debug("Could not look into " + path + ": " + unreadable);
        }
        return found;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
