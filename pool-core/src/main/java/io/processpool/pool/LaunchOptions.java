package io.processpool.pool;

import io.processpool.internal.process.ArchiveSpec;
import io.processpool.internal.process.ChildLauncher;
import io.processpool.internal.process.ClassPaths;
import io.processpool.internal.process.InheritedOptions;
import io.processpool.internal.process.LaunchSpec;
import io.processpool.internal.process.SpringBootJar;
import io.processpool.internal.wire.ReadFilter;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the user of a builder says about the JVMs of its children, and the only place that names their main classes. For one thread. */
final class LaunchOptions {
    // All are in pool-worker, on which this module does not depend.
    static final String WORKER_MAIN = "io.processpool.worker.WorkerMain";
    static final String CHILD_MAIN = "io.processpool.worker.ChildMain";
    private static final String ARCHIVE_MAIN = "io.processpool.worker.ArchiveMain";

    private final List<String> jvmOptions = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String objectInputFilter;
    private long maxHeapBytes;
    private List<Path> classPath;
    private Path workingDirectory;
    private ArchiveSpec archive;

    void addJvmOptions(String... options) {
        jvmOptions.addAll(List.of(options));
    }

    void objectInputFilter(String pattern) {
        objectInputFilter = pattern;
    }

    /** In bytes; 0 for no limit. */
    void maxHeap(long bytes) {
        maxHeapBytes = bytes;
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

    void classDataArchive(Path directory) {
        archive = new ArchiveSpec(directory.toAbsolutePath(), ARCHIVE_MAIN);
    }

    /**
     * How children are launched.
     *
     * @param mainClass {@link #WORKER_MAIN} or {@link #CHILD_MAIN}
     * @param processes that share three quarters of the machine's memory as their heaps
     * @throws IllegalStateException if {@code pool-worker} is not on the class path of this JVM, or where no child finds it, and no other class path was
     *     given
     */
    LaunchSpec spec(String mainClass, int processes) {
        ChildLauncher.rehearse();
        if (classPath != null) {
            return spec(List.of(mainClass), classPath, processes);
        }
        Class<?> main = find(mainClass);
        Optional<SpringBootJar> jar = SpringBootJar.of(main);
        if (jar.isPresent()) {
            return spec(jar.get().main(mainClass), jar.get().classPath(), processes);
        }
        List<Path> entries = ClassPaths.ofThisJvm();
        checkIsReachable(main, entries);
        return spec(List.of(mainClass), entries, processes);
    }

    private LaunchSpec spec(List<String> main, List<Path> entries, int processes) {
        List<String> options = new ArrayList<>(WorkerOptions.defaults(processes, jvmOptions));
        options.addAll(InheritedOptions.ofThisJvm());
        options.addAll(jvmOptions);
        if (objectInputFilter != null) {
            options.add("-D" + ReadFilter.PROPERTY + "=" + objectInputFilter);
        }
        if (maxHeapBytes > 0) {
            options.add("-D" + LaunchSpec.MAX_HEAP + "=" + maxHeapBytes);
        }
        return new LaunchSpec(
                main, entries, classPath != null, options, new HashMap<>(environment), workingDirectory, archive);
    }

    private static Class<?> find(String mainClass) {
        try {
            return Class.forName(mainClass, false, LaunchOptions.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(
                    "The main class of children " + mainClass
                            + " is missing: add the artifact io.processpool:pool-worker to your"
                            + " dependencies (it brings pool-core) and keep all of it where a tool minimizes a jar, or give them a class path that has it by"
                            + " classPath(...)",
                    missing);
        }
    }

    /** What a loader of the program's own has found in a place that no class path names, a jar within a jar for instance, a child does not find. */
    static void checkIsReachable(Class<?> main, List<Path> entries) {
        if (main.getClassLoader() == ClassLoader.getSystemClassLoader()) {
            return;
        }
        CodeSource source = main.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null || !ClassPaths.names(entries, location)) {
            throw new IllegalStateException("The main class of children " + main.getName() + " is at " + location
                    + ", where only a class loader of this program finds it and a child JVM does not: start the program from a class path of"
                    + " files, or give children one by classPath(...)");
        }
    }
}
