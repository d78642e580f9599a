package io.processpool.pool;

import io.processpool.internal.process.ClassPaths;
import io.processpool.internal.process.InheritedOptions;
import io.processpool.internal.process.LaunchSpec;
import io.processpool.internal.wire.ReadFilter;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the user of a builder says about the JVMs of its children, and the only place that names their main classes. For one thread. */
final class LaunchOptions {
    // Both are in pool-worker, on which this module does not depend.
    static final String WORKER_MAIN = "io.processpool.worker.WorkerMain";
    static final String CHILD_MAIN = "io.processpool.worker.ChildMain";

    /** Where the JVM's own loaders find classes: files, and a run-time image. */
    private static final Set<String> REACHABLE = Set.of("file", "jrt");

    private final List<String> jvmOptions = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String objectInputFilter;
    private List<Path> classPath;
    private Path workingDirectory;

    void addJvmOptions(String... options) {
        jvmOptions.addAll(List.of(options));
    }

    void objectInputFilter(String pattern) {
        objectInputFilter = pattern;
    }

    void environment(String name, String value) {
        environment.put(Objects.requireNonNull(name, "name"), value);
    }

    void classPath(List<Path> entries) {
        classPath = entries.stream().map(Path::toAbsolutePath).toList();
    }

    void workingDirectory(Path directory) {
        workingDirectory = Objects.requireNonNull(directory, "directory");
    }

    /**
     * How children are launched.
     *
     * @param mainClass one of the two
     * @param processes that share three quarters of the machine's memory as their heaps
     * @throws IllegalStateException if {@code pool-worker} is not on the class path of this JVM, or where no child finds it, and no other class path was
     *     given
     */
    LaunchSpec spec(String mainClass, int processes) {
        List<Path> entries = classPath;
        if (entries == null) {
            checkIsThere(mainClass);
            entries = ClassPaths.ofThisJvm();
        }
        List<String> options = new ArrayList<>(WorkerOptions.defaults(processes, jvmOptions));
        options.addAll(InheritedOptions.ofThisJvm());
        options.addAll(jvmOptions);
        if (objectInputFilter != null) {
            options.add("-D" + ReadFilter.PROPERTY + "=" + objectInputFilter);
        }
        return new LaunchSpec(mainClass, entries, options, new HashMap<>(environment), workingDirectory);
    }

    private static void checkIsThere(String mainClass) {
        try {
            Class<?> main = Class.forName(mainClass, false, LaunchOptions.class.getClassLoader());
            checkIsReachable(main.getName(), main.getProtectionDomain().getCodeSource());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(
                    "The main class of children " + mainClass
                            + " is missing: add the artifact io.processpool:pool-worker to your"
                            + " dependencies (it brings pool-core), or give them a class path that has it by classPath(...)",
                    missing);
        }
    }

    /** What some loaders read out of a jar within a jar, no class path can name. */
    static void checkIsReachable(String mainClass, CodeSource source) {
        URL location = source == null ? null : source.getLocation();
        if (location != null && !REACHABLE.contains(location.getProtocol())) {
            throw new IllegalStateException(
                    "The main class of children " + mainClass + " is at " + location
                            + ", inside another jar, where a child JVM cannot find it: unpack the outer jar and start the program from what it holds (a Spring Boot jar by"
                            + " java -Djarmode=tools -jar app.jar extract), or give children a class path of files by classPath(...)");
        }
    }
}
