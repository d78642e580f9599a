package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class that leaves a worker, a directory or shared memory behind. */
public final class NothingLeftBehind implements AfterAllCallback {
    private static final String WORKER = "io.processpool.worker";

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Await.happens(Delays.LONG, () -> leftBehind().isEmpty());
        assertEquals(List.of(), leftBehind(), "left behind by " + context.getDisplayName());
    }

    static List<String> leftBehind() throws IOException {
        List<String> found = new ArrayList<>();
        ProcessHandle.current()
                .descendants()
                .filter(child -> child.isAlive() && commandLine(child.pid()).contains(WORKER))
                .forEach(child -> found.add("process " + child.pid() + ": " + commandLine(child.pid())));
        long pid = ProcessHandle.current().pid();
        String ours = "processpool-" + pid + "-*";
        found.addAll(files(Path.of(System.getProperty("java.io.tmpdir")), ours));
        found.addAll(files(Path.of("/dev/shm"), ours));
        return found;
    }

    /** The words of the command line of a process, or nothing if it is gone. */
    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    private static List<String> files(Path directory, String glob) throws IOException {
        List<String> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
                files.forEach(file -> found.add(file.toString()));
            }
        }
        return found;
    }
}
