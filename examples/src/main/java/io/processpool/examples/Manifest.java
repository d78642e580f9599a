package io.processpool.examples;

import io.processpool.pool.ProcessPool;
import io.processpool.pool.ResultIterator;
import io.processpool.pool.TaskException;
import io.processpool.pool.WorkerDiedException;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;

/**
 * The main job: worker JVMs hash every regular file below a directory, and each appends its lines to one shared file
 * under one shared lock. {@code sha256sum -c} checks the result independently.
 */
public final class Manifest {
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    /** Most files are small, so a worker is handed some at a time. */
    private static final int FILES_AT_A_TIME = 16;

    private Manifest() {}

    public static void main(String[] args) {
        System.exit(exitCode(args));
    }

    private static int exitCode(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: manifest DIR OUT");
            return 2;
        }
        Path directory;
        Draft draft;
        try {
            directory = directory(args[0]);
            draft = Draft.of(Path.of(args[1]));
        } catch (IOException | InvalidPathException unusable) {
            System.err.println("manifest: " + Problem.of(unusable));
            return 2;
        }
        try (draft) {
            return write(directory, draft);
        } catch (IOException | TaskException failed) {
            System.err.println("manifest: cannot write " + args[1] + ": " + Problem.of(failed));
            return 1;
        }
    }

    /** The directory behind all links: whatever lies below it then has a path that starts with this one. */
    private static Path directory(String name) throws IOException {
        Path directory = Path.of(name).toRealPath();
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(name);
        }
        return directory;
    }

    private static int write(Path directory, Draft draft) throws IOException {
        ProcessLock lock = ProcessLock.create();
        Set<Path> ownFiles = Set.of(draft.target(), draft.path());
        Tally tally = new Tally(Progress.towards(() -> FileTree.count(directory, ownFiles)));
        try (tally;
                FileTree files = new FileTree(directory, ownFiles, tally::unreadable);
                ProcessPool pool = ProcessPool.builder()
                        .processes(WORKERS)
                        .initializer(ManifestWorker::init, lock, directory, draft.path())
                        .build()) {
            hash(tally.watch(files), pool, tally);
            draft.publish();
        }
        System.out.println(tally.summary(WORKERS));
        return tally.isComplete() ? 0 : 1;
    }

    /**
     * Results come as they are ready, so one large file holds up nobody, and only the files under way are in memory.
     */
    private static void hash(Iterable<Path> files, ProcessPool pool, Tally tally) {
        try (ResultIterator<HashedFile> results =
                pool.withChunkSize(FILES_AT_A_TIME).imapUnordered(ManifestWorker::append, files)) {
            while (results.hasNext()) {
                try {
                    tally.add(results.next());
                } catch (WorkerDiedException died) {
                    tally.died(died);
                }
            }
        }
        tally.end();
    }
}
