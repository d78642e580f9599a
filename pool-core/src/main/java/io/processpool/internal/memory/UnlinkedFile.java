package io.processpool.internal.memory;

import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file whose name is gone before anybody can see it: others open the creator's file descriptor under {@code /proc}.
 *
 * <p>On Linux the JDK unlinks a file opened with {@code DELETE_ON_CLOSE} at once. So the memory goes with its last
 * user, however that ends, and there is nothing to guess, sweep or squat on. Other users cannot open it: the kernel
 * asks for the right to trace the creator.
 */
record UnlinkedFile(FileChannel channel, String address) implements SegmentFile {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /**
     * Creates the file.
     *
     * @throws IOException if it cannot be created, or this process cannot read its own file descriptors
     */
    static UnlinkedFile create(Path directory, String id) throws IOException {
        Path path = directory.resolve(Leftovers.fileName(id));
        FileChannel channel = SegmentFile.openNew(path, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            return new UnlinkedFile(channel, findDescriptor(path.getFileName().toString()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Tells whether the address of a handle is of this kind. */
    static boolean isDescriptor(String address) {
        return address.startsWith("/proc/");
    }

    /**
     * Checks before it is opened that a descriptor still is the file that it was: the creator may have closed it, and
     * the number may by now mean a pipe or a terminal.
     */
    static boolean isFileOf(Path descriptor, String id) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains(id);
        } catch (IOException e) {
            return false;
        }
    }

    // The JDK tells nobody the number of a descriptor; the name, which is unique, is still in the link.
    private static String findDescriptor(String fileName) throws IOException {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (isFileOf(descriptor, fileName)) {
                    return "/proc/" + ProcessIdentity.current().pid() + "/fd/" + descriptor.getFileName();
                }
            }
        }
        throw new NoSuchFileException(DESCRIPTORS.toString(), null, "no descriptor of " + fileName);
    }
}
