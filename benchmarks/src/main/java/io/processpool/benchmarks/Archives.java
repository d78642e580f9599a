package io.processpool.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A directory for class-data archives, which is removed at the end. */
final class Archives implements AutoCloseable {
    private static final long TRAINING_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Path directory;
    private boolean trained;

    Archives() {
        try {
            directory = Files.createTempDirectory("archives");
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    Path directory() {
        return directory;
    }

    /** Lets the first that is started from here leave an archive, unless that has been done. */
    void train(Runnable start) {
        if (!trained) {
            start.run();
            awaitArchive();
            trained = true;
        }
    }

    private void awaitArchive() {
        long start = System.nanoTime();
        try {
            while (files().stream().noneMatch(file -> file.toString().endsWith(".jsa"))) {
                if (System.nanoTime() - start > TRAINING_NANOS) {
                    throw new TimeoutException("no archive in " + directory);
                }
                Thread.sleep(20);
            }
        } catch (IOException | TimeoutException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Override
    public void close() {
        try {
            for (Path file : files()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
