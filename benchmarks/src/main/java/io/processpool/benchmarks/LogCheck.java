package io.processpool.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what is appended to a log file from now on: each worker's lines whole, all there, and in their order. */
final class LogCheck {
    private static final Pattern LINE = Pattern.compile("[-0-9]+ [:,0-9]+ INFO .* - worker (\\d+) line (\\d+)");

    private final Path file;
    private final long from;

    LogCheck(Path file) throws IOException {
        this.file = file;
        this.from = Files.size(file);
    }

    void check(List<Lap> laps) throws IOException {
        long[] lines = count(laps.size());
        for (int worker = 0; worker < lines.length; worker++) {
            if (lines[worker] != laps.get(worker).successes()) {
                throw new IllegalStateException("lines of worker " + worker + ": " + lines[worker] + " instead of "
                        + laps.get(worker).successes());
            }
        }
    }

    private long[] count(int workers) throws IOException {
        long[] lines = new long[workers];
        try (FileChannel channel = FileChannel.open(file).position(from);
                BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines[workerOf(line, lines)]++;
            }
        }
        return lines;
    }

    private static int workerOf(String line, long[] before) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            int worker = Integer.parseInt(matcher.group(1));
            if (Long.parseLong(matcher.group(2)) == before[worker]) {
                return worker;
            }
        }
        throw new IllegalStateException("damaged, or out of order: " + line);
    }
}
