package io.processpool.examples;

import io.processpool.pool.WorkerDiedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;

/** Counts what became of the files, and tells at once of those that failed. For one thread. */
final class Tally implements AutoCloseable {
    private final long startNanos = System.nanoTime();
    private final Progress progress;

    /** The files under way, so that one that is lost with its worker has a name. */
    private final Set<Path> open = new HashSet<>();

    private long files;
    private long bytes;
    private long failed;

    Tally(Progress progress) {
        this.progress = progress;
    }

    /** The same files, remembered until they are added. */
    Iterable<Path> watch(Iterable<Path> all) {
        Iterator<Path> each = all.iterator();
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public Path next() {
                Path file = each.next();
                open.add(file);
                return file;
            }
        };
    }

    void add(HashedFile file) {
        open.remove(file.file());
        if (file.problem() == null) {
            files++;
            bytes += file.bytes();
        } else {
            fail(Problem.of(file.file(), file.problem()));
        }
        progress.step();
    }

    /** A file or a directory that could not even be looked at. */
    void unreadable(Path path, IOException problem) {
        fail(Problem.of(path, Problem.reason(problem)));
    }

    /** Which file it was is known at the end. */
    void died(WorkerDiedException death) {
        progress.say("manifest: " + death.getMessage());
        progress.step();
    }

    /** All results are here. */
    void end() {
        for (Path lost : open) {
            fail(Problem.of(lost, "lost with its worker"));
        }
        open.clear();
    }

    private void fail(String line) {
        failed++;
        progress.say("manifest: " + line);
    }

    boolean isComplete() {
        return failed == 0;
    }

    String summary(int workers) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        String summary =
                String.format(Locale.ROOT, "%d files, %d bytes, %.1f s, %d workers", files, bytes, seconds, workers);
        return isComplete() ? summary : summary + "; not hashed: " + failed;
    }

    @Override
    public void close() {
        progress.close();
    }
}
