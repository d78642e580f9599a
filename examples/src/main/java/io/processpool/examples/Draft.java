package io.processpool.examples;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file in the making: it takes its name, or the place of the file that has it, when it is done. Until then, and when
 * it never is, nothing changes.
 */
final class Draft implements AutoCloseable {
    private final Path path;
    private final Path target;
    private final Thread removal = new Thread(this::remove);

    private Draft(Path path, Path target) {
        this.path = path;
        this.target = target;
    }

    /**
     * Starts an empty one, beside its target.
     *
     * @throws IOException if the target cannot be a file, or its directory cannot be written to
     */
    static Draft of(Path name) throws IOException {
        Path target = target(name);
        // Not a temporary file of the JDK's, which none but its owner may read.
        Path path = target.resolveSibling(".manifest-" + ProcessHandle.current().pid() + ".tmp");
        Files.deleteIfExists(path);
        Files.createFile(path);
        Draft draft = new Draft(path, target);
        Runtime.getRuntime().addShutdownHook(draft.removal);
        return draft;
    }

    private static Path target(Path name) throws IOException {
        if (Files.isRegularFile(name)) {
            return name.toRealPath();
        }
        if (Files.exists(name, LinkOption.NOFOLLOW_LINKS) || name.getFileName() == null) {
            throw new FileSystemException(name.toString(), null, "is not a regular file");
        }
        return name.toAbsolutePath().getParent().toRealPath().resolve(name.getFileName());
    }

    /** Where it is now. */
    Path path() {
        return path;
    }

    /** Where it will be. */
    Path target() {
        return target;
    }

    /** Puts it into its place, in one step. */
    void publish() throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes it, unless it is in its place. */
    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException shuttingDown) {
            // The hook has run, or will.
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException left) {
            System.err.println("left behind: " + Problem.of(left));
        }
    }
}
