package io.processpool.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Empties a log file, and checks what is appended to it from then on: each worker's lines whole, all there, and in their order.
 *
 * <p>A file that grew from round to round would need memory that nobody has used for long. A virtual machine that gives free memory back to its host has to
 * get it again, at ten times the price, which would then be measured. An emptied file gets the pages that it has just given back.
 */
final class LogCheck {
    private static final Pattern LINE = Pattern.compile("[-0-9]+ [:,0-9]+ INFO .* - worker (\\d+) line (\\d+)");

    private final Path file;

    LogCheck(Path file) throws IOException {
        this.file = file;
        Files.write(file, new byte[0]);
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
        try (BufferedReader reader = Files.newBufferedReader(file)) {
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
