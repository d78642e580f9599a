package io.processpool.manager;

import io.processpool.internal.process.CollectorOption;
import io.processpool.pool.ChildProcess;
import io.processpool.pool.ChildProcessBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the user of a builder says about the JVM of a manager's server. For one thread. */
final class ServerJvm {
    /**
     * What comes to a manager stays, and most of what a young collection finds is alive. With its defaults, G1 sees that
     * it takes longer than 200 ms, and makes the young generation smaller, so that there are more of them; and it lets the
     * heap grow until they take little time, into memory that the system has to make first. A map of a million entries,
     * put there again and again, took twice as long.
     */
    private static final List<String> COLLECTOR =
            List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=1000", "-XX:GCTimeRatio=3");

    private final List<String> options = new ArrayList<>();
    private Path archive;
    private List<Path> classPath; // null for that of this JVM

    void addOptions(String... more) {
        for (String option : more) {
            options.add(Objects.requireNonNull(option, "option"));
        }
    }

    void classPath(List<Path> entries) {
        classPath = List.copyOf(entries);
    }

    void classDataArchive(Path directory) {
        archive = directory;
    }

    /** A child that has still to be named. */
    ChildProcessBuilder child(Serving serving) {
        ChildProcessBuilder child =
                ChildProcess.builder().daemon(true).jvmOptions(allOptions()).target(serving);
        if (classPath != null) {
            child.classPath(classPath);
        }
        return archive == null ? child : child.classDataArchive(archive);
    }

    /** Adds the collector that starts first: JDK 17 maps the archived objects of the JDK for no other, which is 10 ms of processor time. */
    private String[] allOptions() {
        List<String> all = new ArrayList<>();
        if (!CollectorOption.isIn(options)) {
            all.addAll(COLLECTOR);
        }
        all.addAll(options); // Behind, so that they win.
        return all.toArray(new String[0]);
    }
}
