package io.processpool.examples;

import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a worker of {@link Manifest} does: hash a file, append its line. */
final class ManifestWorker {
    private static final byte[] buffer = new byte[1 << 16];

    // Set once in each worker, before its first task.
    private static ProcessLock lock;
    private static FileNames names;
    private static MessageDigest sha256;
    private static OutputStream manifest;

    private ManifestWorker() {}

    /** Runs once in each worker: here, and only here, a lock can be handed over. */
    static void init(ProcessLock sharedLock, Path directory, Path sharedFile)
            throws IOException, NoSuchAlgorithmException {
        lock = sharedLock;
        names = new FileNames(directory);
        sha256 = MessageDigest.getInstance("SHA-256");
        manifest = Files.newOutputStream(sharedFile, StandardOpenOption.APPEND);
    }

    /**
     * A file that cannot be read is a result like others; only a manifest that cannot be written is a failure of the
     * task.
     */
    static HashedFile append(Path file) throws IOException {
        long bytes;
        try {
            bytes = hash(file);
        } catch (IOException unreadable) {
            sha256.reset();
            return HashedFile.unreadable(file, Problem.reason(unreadable));
        }
        byte[] line = ManifestLine.of(sha256.digest(), names.of(file));
        lock.run(() -> manifest.write(line));
        return HashedFile.of(file, bytes);
    }

    private static long hash(Path file) throws IOException {
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
                bytes += n;
            }
        }
        return bytes;
    }
}
