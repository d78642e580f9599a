package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A user's program: a JVM of its own, whose standard streams go to files. */
final class Program implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a main class with the class path of the tests. */
    static Program start(Path directory, Class<?> main, String... arguments) throws IOException {
        return start(directory, builder(classPath(), main, arguments));
    }

    /** Starts a main class as {@link #start}, without any logger behind SLF4J. */
    static Program startWithoutLogger(Path directory, Class<?> main, String... arguments) throws IOException {
        return start(directory, builder(classPathWithoutLogger(), main, arguments));
    }

    static String classPathWithoutLogger() {
        return Arrays.stream(classPath().split(File.pathSeparator))
                .filter(entry -> !entry.contains("logback"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    static Program start(Path directory, ProcessBuilder builder) throws IOException {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        return new Program(process, out, err);
    }

    static ProcessBuilder builder(String classPath, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Ddelay.factor=" + System.getProperty("delay.factor", "1")));
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }

    long pid() {
        return process.pid();
    }

    /** Kills it, as by {@code kill -9}, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Ends it, as by {@code kill}. */
    void terminate() {
        process.toHandle().destroy();
    }

    int awaitEnd() throws Exception {
        return awaitEnd(Delays.LONG);
    }

    int awaitEnd(Duration atMost) throws Exception {
        assertTrue(
                process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS),
                () -> "The program does not end. It printed: " + text(out) + text(err));
        return process.exitValue();
    }

    /** What it printed on standard output so far. */
    List<String> out() {
        return text(out).lines().toList();
    }

    /** How many bytes it printed on standard output so far. */
    long outBytes() throws IOException {
        return Files.size(out);
    }

    /** What it printed on standard error so far. */
    List<String> err() {
        return text(err).lines().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
