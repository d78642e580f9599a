package io.processpool.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A directory for class-data archives, which is removed at the end, and the class path of jars that they need. */
final class ArchiveOfJars implements AutoCloseable {
    private static final long TRAINING_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Path directory;
    private final List<Path> jars;
    private boolean trained;

    ArchiveOfJars() {
        try {
            directory = Files.createTempDirectory("archives");
            jars = findJars();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    Path directory() {
        return directory;
    }

    List<Path> jars() {
        return jars;
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

    /** This program's class path, with the jar that the build has made beside a directory of classes. */
    private static List<Path> findJars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (!Files.isDirectory(path)) {
                jars.add(path);
                continue;
            }
            try (Stream<Path> beside = Files.list(path.getParent())) {
                beside.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
            }
        }
        return jars;
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
