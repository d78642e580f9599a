package io.processpool.internal.process;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds what this JVM runs with. */
public final class ClassPaths {
    private ClassPaths() {}

    /**
     * The class path of this JVM and, where it has one, its module path behind it, as absolute paths: a child may have another working
     * directory. Surefire and the IDEs put the real entries into {@code java.class.path} too.
     */
    public static List<Path> ofThisJvm() {
        List<Path> entries = new ArrayList<>();
        addEntries(entries, System.getProperty("java.class.path", ""));
        addEntries(entries, System.getProperty("jdk.module.path", ""));
        return entries;
    }

    private static void addEntries(List<Path> entries, String path) {
        for (String entry : path.split(File.pathSeparator)) {
            if (entry.isEmpty()) {
                continue;
            }
            try {
                entries.add(Path.of(entry).toAbsolutePath().normalize());
            } catch (InvalidPathException notAFile) {
                throw new IllegalStateException("Class path entry is not a path: " + entry, notAFile);
            }
        }
    }
}
