package io.processpool.internal.memory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * The file behind a segment that this process created: how others find it, and how it goes.
 *
 * <p>First choice is a file without a name ({@link UnlinkedFile}), so that nothing can be left behind; where others
 * could not find that one, a file with a name ({@link NamedFile}).
 */
interface SegmentFile {
    /** Where Linux has a file system in memory. */
    Path MEMORY = Path.of("/dev/shm");

    /** The open file; the segment keeps it open for as long as others may come. */
    FileChannel channel();

    /** The path under which another process of this machine opens the file. */
    String address();

    /** Closes the file, and deletes it if it has a name. Closing twice does nothing. */
    void close() throws IOException;

    /**
     * Creates an empty file of which only this user may read or write anything.
     *
     * @throws IOException if neither kind can be created
     */
    static SegmentFile create(String id) throws IOException {
        Path directory = directory();
        Leftovers.sweepOnce(directory);
        try {
            return UnlinkedFile.create(directory, id);
        } catch (IOException e) {
            return createNamed(directory, id, e);
        }
    }

    private static SegmentFile createNamed(Path directory, String id, IOException unlinkedFailure) throws IOException {
        try {
            return NamedFile.create(directory, id);
        } catch (IOException e) {
            e.addSuppressed(unlinkedFailure);
            throw e;
        }
    }

    /** Memory where there is such a file system, else the temporary directory. */
    static Path directory() {
        return isMemory() ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** How many bytes of memory the directory has left for this user; 0 where files are not in memory. */
    static long memoryLeft() {
        try {
            return isMemory() ? Files.getFileStore(MEMORY).getUsableSpace() : 0;
        } catch (IOException unknown) {
            return 0;
        }
    }

    private static boolean isMemory() {
        return Files.isDirectory(MEMORY) && Files.isWritable(MEMORY);
    }

    /** Opens a new file for this user only; fails if the name is taken, be it by a link. */
    static FileChannel openNew(Path path, OpenOption... more) throws IOException {
        Set<OpenOption> options = new HashSet<>(Set.of(more));
        options.addAll(Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
        return FileChannel.open(path, options, ownerOnly());
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
