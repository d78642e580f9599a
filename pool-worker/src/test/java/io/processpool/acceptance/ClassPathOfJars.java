package io.processpool.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A class path as a packaged program has it: the directories of a build become jars. */
final class ClassPathOfJars {
    private ClassPathOfJars() {}

    /** Makes jars, numbered, in a directory; the class path's own are copied. */
    static String of(String classPath, Path directory) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            Path jar = directory.resolve(jars.size() + ".jar");
            if (Files.isDirectory(Path.of(entry))) {
                write(jar, Path.of(entry));
            } else {
                Files.copy(Path.of(entry), jar);
            }
            jars.add(jar.toString());
        }
        return String.join(File.pathSeparator, jars);
    }

    private static void write(Path jar, Path root) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(root.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
    }
}
