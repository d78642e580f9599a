package io.processpool.internal.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a JVM that crashed has written about it, its {@code hs_err_pid<pid>.log}. The file stays where it is.
 *
 * @param path where it is
 * @param head its first lines, up to the problematic frame, without their hash signs
 */
public record CrashReport(Path path, List<String> head) {
    private static final String ERROR_FILE = "-XX:ErrorFile=";
    private static final Path TEMPORARY = Path.of("/tmp"); // The JVM does not ask java.io.tmpdir.
    private static final int MOST_LINES = 12;

    /**
     * Looks where a JVM puts it: where its options say, in its working directory, or in the directory for temporary files.
     *
     * @param spec how the JVM was launched
     * @param pid its process id
     * @param startMillis when it was launched; what is older is of another process
     */
    static Optional<CrashReport> find(LaunchSpec spec, long pid, long startMillis) {
        for (Path place : places(spec, pid)) {
            try {
                // A file system may keep whole seconds.
                if (Files.getLastModifiedTime(place).toMillis() + 1000 >= startMillis) {
                    return Optional.of(new CrashReport(place.toAbsolutePath(), head(place)));
                }
            } catch (IOException notThere) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static List<Path> places(LaunchSpec spec, long pid) {
        Path working = spec.workingDirectory() == null ? Path.of("") : spec.workingDirectory();
        String name = "hs_err_pid" + pid + ".log";
        List<Path> places = new ArrayList<>();
        for (String option : spec.jvmOptions()) {
            if (option.startsWith(ERROR_FILE)) {
                String file = option.substring(ERROR_FILE.length()).replace("%p", String.valueOf(pid));
                places.add(0, working.resolve(file));
            }
        }
        places.add(working.resolve(name));
        places.add(TEMPORARY.resolve(name));
        places.add(Path.of(System.getProperty("java.io.tmpdir")).resolve(name));
        return places;
    }

    private static List<String> head(Path file) throws IOException {
        List<String> head = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line = lines.readLine();
            while (line != null && line.startsWith("#") && head.size() < MOST_LINES && !endsWithFrame(head)) {
                String text = line.substring(1).strip();
                if (!text.isEmpty()) {
                    head.add(text);
                }
                line = lines.readLine();
            }
        }
        return head;
    }

    private static boolean endsWithFrame(List<String> head) {
        return head.size() > 1 && head.get(head.size() - 2).startsWith("Problematic frame");
    }
}
