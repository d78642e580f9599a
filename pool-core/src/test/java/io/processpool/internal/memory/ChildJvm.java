package io.processpool.internal.memory;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM that runs a main class of the tests. Objects go to its standard input, lines come from its output. */
public final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;

    private ChildJvm(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a JVM with the library and the tests on its class path; its errors go where its output goes. */
    public static ChildJvm start(Class<?> main, String... args) throws IOException {
        return start(List.of(Segment.class, ChildJvm.class), main, args);
    }

    /** Starts a JVM with a directory on its class path, and after that what holds some classes. */
    public static ChildJvm start(Path first, List<Class<?>> classPath, Class<?> main) throws IOException {
        return start(first + File.pathSeparator + locations(classPath), main);
    }

    /** Starts a JVM with nothing on its class path but what holds some classes. */
    public static ChildJvm start(List<Class<?>> classPath, Class<?> main, String... args) throws IOException {
        return start(locations(classPath), main, args);
    }

    private static ChildJvm start(String classPath, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xshare:auto", "-Xmx128m"));
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(args));
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Serializes an object to the child; only once, because it then closes the child's input. */
    public void send(Serializable object) throws IOException {
        try (ObjectOutputStream out = new ObjectOutputStream(process.getOutputStream())) {
            out.writeObject(object);
        }
    }

    /** In the child: reads what was sent. */
    public static Object receive() throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(System.in)) {
            return in.readObject();
        }
    }

    /** Waits for the next line of output; null at its end. */
    public String readLine() throws IOException {
        return lines.readLine();
    }

    /** Waits for the child's end; its remaining output, and its exit code if that is not 0. */
    public String awaitEnd() throws IOException, InterruptedException {
        String text = lines.lines().collect(Collectors.joining("\n"));
        int exitCode = process.waitFor();
        return exitCode == 0 ? text : text + " [exit code " + exitCode + "]";
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        lines.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // Not java.class.path: what that holds is the test runner's own affair.
    private static String locations(List<Class<?>> classes) {
        Stream<String> paths = classes.stream().map(ChildJvm::location).distinct();
        return paths.collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
