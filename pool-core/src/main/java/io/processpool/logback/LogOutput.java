package io.processpool.logback;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One process's way to a file that many processes write: each event, or several that have waited, is one write at the file's end, in this process's turn.
 *
 * <p>A {@link FileOutputStream} and not a channel, which an interrupt would close. Once a second it looks whether its file still has its name; if not,
 * somebody moved it away, and it opens a new one.
 *
 * <p>Where a writer died in the middle of an event, or the disk was full, a piece may be left in the file. The next one, of whatever process, ends that line
 * before it begins its own.
 *
 * <p>Thread-safe.
 */
final class LogOutput implements Closeable {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path path;
    private final SharedFile file;
    private final byte[] header;

    // Guarded by the turn.
    private FileOutputStream out; // null when it is closed
    private Object fileKey; // of the file that is open, as far as the system has such keys
    private boolean mayBeEmpty;
    private boolean hasFailed;
    private long lookedNanos;
    private IOException notFollowed; // why the file that has the name now could not be opened, or null

    private LogOutput(Path path, SharedFile file, byte[] header) {
        this.path = path;
        this.file = file;
        this.header = header;
    }

    /**
     * Opens the file, creating it and its directories where they are missing.
     *
     * @param header what an empty file begins with
     * @param append whether to keep what is in the file
     */
    static LogOutput open(Path path, SharedFile file, byte[] header, boolean append) throws IOException {
        LogOutput output = new LogOutput(path, file, header);
        Turn turn = file.takeTurn();
        try {
            output.reopen();
            if (!append && file.isToBeTruncated()) {
                new FileOutputStream(path.toFile()).close();
            }
        } finally {
            turn.lock().unlock();
        }
        return output;
    }

    /**
     * Writes an event, or several as one, at the end of the file. An interrupt changes nothing, and the flag is kept.
     *
     * @throws IOException if the file does not hold the event whole, or it is a file that was moved away and none could be made in its place
     */
    void write(byte[] event) throws IOException {
        Turn turn = file.takeTurn();
        try {
            if (out != null) {
                followMove();
                writeWhole(event, turn);
                if (notFollowed != null) {
                    throw notFollowed;
                }
            }
        } finally {
            turn.lock().unlock();
        }
        file.wrote(turn);
    }

    private void writeWhole(byte[] event, Turn turn) throws IOException {
        byte[] bytes = event;
        if (turn.begin()) {
            bytes = afterUnfinishedLine(bytes);
        }
        if (mayBeEmpty) {
            bytes = afterHeader(bytes);
        }
        boolean done = false;
        try {
            out.write(bytes);
            done = true;
        } finally {
            hasFailed = !done;
        }
        turn.end();
    }

    private byte[] afterHeader(byte[] event) {
        mayBeEmpty = false;
        return path.toFile().length() == 0 ? concatenated(header, event) : event;
    }

    private byte[] afterUnfinishedLine(byte[] event) {
        return endsWithinLine() ? concatenated(new byte[] {'\n'}, event) : event;
    }

    private boolean endsWithinLine() {
        if (!Files.isRegularFile(path)) {
            return true; // Nobody can look into a pipe. An empty line does less harm than two events in one.
        }
        try (RandomAccessFile written = new RandomAccessFile(path.toFile(), "r")) {
            long length = written.length();
            if (length == 0) {
                return false;
            }
            written.seek(length - 1);
            return written.read() != '\n';
        } catch (IOException unreadable) {
            return true;
        }
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    // -- following the name

    private void followMove() {
        long now = System.nanoTime();
        if (now - lookedNanos < LOOK_NANOS) {
            return;
        }
        try {
            if (hasFailed || !Objects.equals(fileKey, keyOfName())) {
                reopen();
            }
            notFollowed = null;
        } catch (IOException e) {
            // What is open goes on: better there than nowhere.
            notFollowed = new IOException(
                    path + " was moved away, and cannot be opened anew; writing goes on in the old file", e);
        }
        lookedNanos = now;
    }

    private Object keyOfName() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException movedAway) {
            return new Object(); // equal to no key
        }
    }

    private void reopen() throws IOException {
        Path directory = path.getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        FileOutputStream opened = new FileOutputStream(path.toFile(), true);
        try (FileOutputStream old = out) {
            out = opened;
        }
        fileKey = keyOfName();
        mayBeEmpty = header.length > 0;
        lookedNanos = System.nanoTime();
    }

    /** Writes what ends the file, then closes. */
    void close(byte[] footer) throws IOException {
        Turn turn = file.takeTurn();
        try (FileOutputStream closing = out) {
            if (closing != null && footer.length > 0) {
                writeWhole(footer, turn);
            }
        } finally {
            out = null;
            turn.lock().unlock();
        }
    }

    @Override
    public void close() throws IOException {
        close(new byte[0]);
    }
}
