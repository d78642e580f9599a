package io.processpool.benchmarks;

import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Four workers append lines to one file, each under a {@link ProcessLock}. The peer, in the same workers, takes the file's own lock. */
final class LogRaw extends RaceBenchmark {
    private static final int WORKERS = 4;
    private static final byte[] LINE = "2026-01-01 12:00:00,000 INFO [main] benchmark - a line of a log file\n"
            .getBytes(StandardCharsets.US_ASCII);

    private static ProcessLock workersLock;
    private static FileChannel workersFile;

    private Path file;

    @Override
    public void open(Pace pace) throws IOException {
        Path made = Files.createTempFile("log.raw4-", ".log");
        file = made;
        ProcessLock lock = ProcessLock.create();
        race = new Race(WORKERS, pace, () -> prepare(lock, made));
    }

    private static void prepare(ProcessLock lock, Path file) throws IOException {
        workersLock = lock;
        workersFile = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public double measure() throws IOException {
        return measure(false);
    }

    private double measure(boolean byFileLock) throws IOException {
        Files.write(file, new byte[0]);
        List<Lap> laps = race.run(worker -> Race.lap(byFileLock ? LogRaw::appendUnderFileLock : LogRaw::append));
        Lap.check(laps, Files.size(file) / LINE.length);
        return perSecond(laps);
    }

    private static boolean append() {
        workersLock.run(LogRaw::write);
        return true;
    }

    private static boolean appendUnderFileLock() {
        try (FileLock held = workersFile.lock()) {
            write();
            return held.isValid();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write() {
        try {
            workersFile.write(ByteBuffer.wrap(LINE));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Benchmark peer(String row) {
        return new ByFileLock();
    }

    @Override
    public void close() throws Exception {
        super.close();
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    private final class ByFileLock implements Benchmark {
        @Override
        public void open(Pace pace) {}

        @Override
        public double measure() throws IOException {
            return LogRaw.this.measure(true);
        }

        @Override
        public String beside() {
            return LogRaw.this.beside();
        }

        @Override
        public void close() {}
    }
}
