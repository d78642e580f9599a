package io.processpool.internal.memory;

import io.processpool.internal.spawn.EndOfJvm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that keeps its name, for systems without {@code /proc}: deleted when it is closed, else when the JVM ends in
 * order, else {@linkplain Leftovers swept} by a later one.
 *
 * <p>Where a mapped file cannot be deleted (Windows) the first two fail silently and the third does it.
 */
record NamedFile(FileChannel channel, Path path) implements SegmentFile {

    /** Creates the file. */
    static NamedFile create(Path directory, String id) throws IOException {
        Path path = directory.resolve(Leftovers.fileName(id)).toAbsolutePath();
        NamedFile file = new NamedFile(SegmentFile.openNew(path), path);
        AtExit.FILES.add(path);
        return file;
    }

    @Override
    public String address() {
        return path.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (AtExit.FILES.remove(path)) {
            delete(path);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Still mapped, on Windows: the next start sweeps it.
            AtExit.FILES.add(path);
        }
    }

    /** Deletes what is still there when the JVM ends; the hook is registered with the first file. */
    private static final class AtExit {
        static final Set<Path> FILES = ConcurrentHashMap.newKeySet();

        static {
            // Where it is too late for that the next start sweeps.
            new EndOfJvm("processpool-files", () -> FILES.forEach(NamedFile::delete)).awaitIfStillToCome();
        }
    }
}
