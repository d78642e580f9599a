package io.processpool.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;

/** Four workers log to one file. The peer, in the same workers, is Logback's own appender for several processes. */
final class LogLines extends RaceBenchmark {
    private static final int WORKERS = 4;

    private static LogFiles workersFiles;

    private Path directory;
    private LogFiles files;

    @Override
    public void open(Pace pace) throws IOException {
        directory = Files.createTempDirectory("log.lines4-");
        String name = directory.toString();
        files = new LogFiles(name); // Before the pool, so that the workers get its lock.
        race = new Race(WORKERS, pace, () -> workersFiles = new LogFiles(name));
    }

    @Override
    public double measure() throws IOException {
        return measure(false);
    }

    private double measure(boolean prudent) throws IOException {
        LogCheck check = new LogCheck(LogFiles.path(directory, prudent));
        List<Lap> laps = race.run(worker -> log(worker, prudent));
        check.check(laps);
        return perSecond(laps);
    }

    private static Lap log(int worker, boolean prudent) {
        Logger logger = workersFiles.logger(prudent);
        int[] line = {0};
        return Race.lap(() -> {
            logger.info("worker {} line {}", worker, line[0]++);
            return true;
        });
    }

    @Override
    public Benchmark peer(String row) {
        return new Prudent();
    }

    @Override
    public void close() throws Exception {
        super.close();
        if (files != null) {
            files.close(directory);
        }
    }

    private final class Prudent implements Benchmark {
        @Override
        public void open(Pace pace) {}

        @Override
        public double measure() throws IOException {
            return LogLines.this.measure(true);
        }

        @Override
        public String beside() {
            return LogLines.this.beside();
        }

        @Override
        public void close() {}
    }
}
