package io.processpool.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Launches child JVMs that are alike. Thread-safe. */
public final class ChildLauncher {
    /** A child that took these too would have each option twice, and would say so on its standard error. */
    private static final List<String> OPTION_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final LaunchSpec spec;
    private final Path argumentFile;

    /**
     * Prepares launches.
     *
     * @param directory private to the user, for the argument file; stays as long as children are launched
     */
    public ChildLauncher(LaunchSpec spec, Path directory) throws IOException {
        this.spec = spec;
        this.argumentFile = directory.resolve("java.args");
        try {
            ArgumentFile.write(argumentFile, spec);
        } catch (IOException failed) {
            throw new IOException(
                    "the options of children cannot be written to " + argumentFile + ": " + failed, failed);
        }
    }

    /**
     * Launches one.
     *
     * @param name of the child; stands on its command line behind the main class, for people
     * @throws IOException if the process cannot be started
     */
    public Child launch(String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(javaCommand(), "@" + argumentFile));
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

    private static String javaCommand() {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Path windows = bin.resolve("java.exe");
        return (Files.exists(windows) ? windows : bin.resolve("java")).toString();
    }
}
