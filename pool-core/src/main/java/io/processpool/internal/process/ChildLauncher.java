package io.processpool.internal.process;

import io.processpool.internal.spawn.DaemonThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Launches child JVMs that are alike. Thread-safe. */
public final class ChildLauncher {
    /** A child that took these too would have each option twice, and would say so on its standard error. */
    private static final List<String> OPTION_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final AtomicBoolean REHEARSED = new AtomicBoolean();

    private final LaunchSpec spec;
    private final Path argumentFile;
    private final ClassDataArchive archive;

    /**
     * Prepares launches.
     *
     * @param directory private to the user, for the argument file; stays as long as children are launched
     * @throws IOException if the file cannot be written, or the directory of archives is none to trust
     */
    public ChildLauncher(LaunchSpec spec, Path directory) throws IOException {
        this.spec = spec;
        this.archive = ClassDataArchive.of(spec, directory);
        this.argumentFile = directory.resolve("java.args");
        try {
            ArgumentFile.write(argumentFile, spec);
        } catch (IOException failed) {
            throw new IOException(
                    "the options of children cannot be written to " + argumentFile + ": " + failed, failed);
        }
    }

    /**
     * Has the JDK prepare for its first child process in another thread, while this one finds out how to launch it. The
     * second time this does nothing.
     */
    public static void rehearse() {
        if (!REHEARSED.getAndSet(true)) {
            DaemonThread.start(new Rehearsal(), "launch-rehearsal");
        }
    }

    private static final class Rehearsal implements Runnable {
        @Override
        public void run() {
            ProcessHandle.current();
            System.getenv();
        }
    }

    /**
     * Launches one.
     *
     * @param name of the child; stands on its command line behind the main class, for people
     * @throws IOException if the process cannot be started
     */
    public Child launch(String name) throws IOException {
        ClassList list = archive.newList();
        if (list == null) {
            return launch(name, archive.options());
        }
        try {
            Child child = launch(name, List.of(list.option()));
            archive.learnFrom(child, list);
            return child;
        } catch (IOException | RuntimeException failed) {
            list.close();
            throw failed;
        }
    }

    /** The options of the archive come first: the user's, which stand in the argument file, win. */
    private Child launch(String name, List<String> archiveOptions) throws IOException {
        List<String> command = new ArrayList<>(List.of(javaCommand()));
        command.addAll(archiveOptions);
        command.add("@" + argumentFile);
        command.addAll(spec.main());
        command.add(name);
        ProcessBuilder builder = new ProcessBuilder(command);
        setEnvironment(builder.environment());
        if (spec.workingDirectory() != null) {
            builder.directory(spec.workingDirectory().toFile());
        }
        return new Child(name, builder.start(), spec);
    }

    private void setEnvironment(Map<String, String> environment) {
        environment.keySet().removeAll(OPTION_VARIABLES);
        for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
            if (variable.getValue() == null) {
                environment.remove(variable.getKey());
            } else {
                environment.put(variable.getKey(), variable.getValue());
            }
        }
    }

    static String javaCommand() {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Path windows = bin.resolve("java.exe");
        return (Files.exists(windows) ? windows : bin.resolve("java")).toString();
    }
}
