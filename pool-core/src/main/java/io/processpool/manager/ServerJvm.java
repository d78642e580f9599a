package io.processpool.manager;

import io.processpool.pool.ChildProcess;
import io.processpool.pool.ChildProcessBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the user of a builder says about the JVM of a manager's server. For one thread. */
final class ServerJvm {
    private final List<String> options = new ArrayList<>();
    private Path archive;

    void addOptions(String... more) {
        for (String option : more) {
            options.add(Objects.requireNonNull(option, "option"));
        }
    }

    void classDataArchive(Path directory) {
        archive = directory;
    }

    /** A child that has still to be named. */
    ChildProcessBuilder child(Serving serving) {
        ChildProcessBuilder child =
                ChildProcess.builder().daemon(true).jvmOptions(allOptions()).target(serving);
        return archive == null ? child : child.classDataArchive(archive);
    }

    /**
     * Adds what makes the start short.
     *
     * <p>In the first 100 ms the JVM's compilers take as much of the cores as the start itself, so they may begin when
     * code has run five times as often as they would wait by default: 10 of 85 ms on two cores.
     */
    private String[] allOptions() {
        List<String> all = new ArrayList<>();
        all.add("-XX:CompileThresholdScaling=5");
        if (!choosesCollector()) {
            all.add("-XX:+UseG1GC");
        }
        all.addAll(options); // Behind, so that they win.
        return all.toArray(new String[0]);
    }

    private boolean choosesCollector() {
        for (String option : options) {
            if (option.startsWith("-XX:+Use") && option.endsWith("GC")) {
                return true;
            }
        }
        return false;
    }
}
