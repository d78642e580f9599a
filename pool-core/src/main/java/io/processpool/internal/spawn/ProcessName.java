package io.processpool.internal.spawn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The name of a worker, read from its command line, where it stands behind the main class.
 *
 * <p>So every process can name every other one, and nobody keeps a list. Thread-safe; reads a file of {@code /proc}.
 */
public final class ProcessName {

    /** What the name of a worker's main class begins with. */
    private static final String WORKERS = "io.processpool.worker.";

    private ProcessName() {}

    /**
     * Looks up the name of a process.
     *
     * @param pid a process id of this pid namespace
     * @return its name, or empty if it is no worker, has ended, or cannot be looked at
     */
    public static Optional<String> of(long pid) {
        try {
            byte[] commandLine = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
            return parse(new String(commandLine, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Parses the content of {@code /proc/<pid>/cmdline}: each argument ends with a zero byte. */
    static Optional<String> parse(String commandLine) {
        String[] arguments = commandLine.split("\0");
        int last = arguments.length - 1;
        boolean isWorker = last > 0 && arguments[last - 1].startsWith(WORKERS);
        return isWorker ? Optional.of(arguments[last]) : Optional.empty();
    }
}
