package io.processpool.examples;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An example, run as its user runs it: in a JVM of its own. It has a directory for temporary files, by which its
 * workers are recognized; when it has ended, nothing may be left of either.
 */
final class Example {
    private static final double DELAY_FACTOR = Double.parseDouble(System.getProperty("delay.factor", "1"));
    private static final long LONGEST_MILLIS = (long) (60_000 * DELAY_FACTOR);

    private final Path base;
    private final Path temporary;
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Process process;

    /** What a user saw. */
    record Seen(int exitCode, String out, String err) {
        List<String> outLines() {
            return out.lines().toList();
        }
    }

    /** A program that has not started. Its working directory is {@code work} below the base. */
    Example(Path base, Class<?> program, String... jvmOptions) throws IOException {
        this.base = base;
        this.temporary = Files.createDirectories(base.resolve("temporary"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    }

    static Path work(Path base) throws IOException {
        return Files.createDirectories(base.resolve("work"));
    }

    Example environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Puts a command in front. */
    Example by(List<String> prefix) {
        command.addAll(0, prefix);
        return this;
    }

    Example start(Object... arguments) throws IOException {
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work(base).toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(base.resolve("out").toFile())
                .redirectError(base.resolve("err").toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        return this;
    }

    Seen run(Object... arguments) throws IOException, InterruptedException {
        return start(arguments).await();
    }

    /** The pids of its workers. */
    List<Long> workers() {
        try (Stream<ProcessHandle> children = process.children()) {
            return children.map(ProcessHandle::pid).toList();
        }
    }

    /** As Ctrl-C ends it. */
    Example terminate() {
        process.destroy();
        return this;
    }

    /** Waits for its end, and until nothing of it is left. */
    Seen await() throws IOException, InterruptedException {
        if (!process.waitFor(LONGEST_MILLIS, TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            fail("still running: " + command + "\n" + text("out") + text("err"));
        }
        Seen seen = new Seen(process.exitValue(), text("out"), text("err"));
        awaitNone("workers", this::workersLeft);
        awaitNone("files in its own temporary directory", () -> entries(temporary));
        return seen;
    }

    static List<String> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    static void await(String what, Callable<Boolean> condition) {
        long start = System.nanoTime();
        try {
            while (!condition.call()) {
                if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS)) {
                    fail("in vain: " + what);
                }
                Thread.sleep(10);
            }
        } catch (Exception failed) {
            throw new AssertionError(what, failed);
        }
    }

    /** Waits until there are none; fails with those that there are. */
    private static void awaitNone(String what, Callable<List<String>> found) {
        List<String> last = new ArrayList<>();
        try {
            await("none is left of the " + what, () -> {
                last.clear();
                last.addAll(found.call());
                return last.isEmpty();
            });
        } catch (AssertionError left) {
            throw new AssertionError(left.getMessage() + ", but " + last, left);
        }
    }

    private List<String> workersLeft() {
        return ProcessHandle.allProcesses()
                .map(other -> other.info().commandLine().orElse(""))
                .filter(line -> line.contains("@" + temporary))
                .toList();
    }

    private String text(String file) throws IOException {
        return Files.readString(base.resolve(file), StandardCharsets.UTF_8);
    }
}
