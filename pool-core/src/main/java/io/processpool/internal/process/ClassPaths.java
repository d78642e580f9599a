package io.processpool.internal.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds what this JVM runs with. */
public final class ClassPaths {
    private ClassPaths() {}

    /**
     * The class path of this JVM, its module path, and what the class loaders of this thread and of this library read besides, as absolute paths: a child may have another
     * working directory. Surefire and the IDEs put the real entries into {@code java.class.path} too, {@code mvn exec:java} has a loader of its own.
     */
    public static List<Path> ofThisJvm() {
        Set<Path> entries = new LinkedHashSet<>(ofThisCommand());
        addLoaders(Thread.currentThread().getContextClassLoader(), entries);
        addLoaders(ClassPaths.class.getClassLoader(), entries);
        return List.copyOf(entries);
    }

    /** The class path and the module path of this JVM's command line, without what class loaders of the program's own read. */
    static List<Path> ofThisCommand() {
        Set<Path> entries = new LinkedHashSet<>();
        entries.addAll(entriesOf(System.getProperty("java.class.path", "")));
        for (Path entry : entriesOf(System.getProperty("jdk.module.path", ""))) {
            entries.addAll(modulesIn(entry));
        }
        return List.copyOf(entries);
    }

    private static List<Path> entriesOf(String path) {
        List<Path> entries = new ArrayList<>();
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
        return entries;
    }

    /** An entry of a module path is a module, or a directory of modules, which a class path does not know. */
    private static List<Path> modulesIn(Path entry) {
        if (!Files.isDirectory(entry) || isExplodedModule(entry)) {
            return List.of(entry);
        }
        List<Path> modules = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(entry)) {
            for (Path file : files) {
                if (file.toString().endsWith(".jar") || isExplodedModule(file)) {
                    modules.add(file);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The directory of the module path cannot be read: " + entry, unreadable);
        }
        modules.sort(null);
        return modules;
    }

    private static boolean isExplodedModule(Path directory) {
        return Files.exists(directory.resolve("module-info.class"));
    }

    private static void addLoaders(ClassLoader innermost, Set<Path> entries) {
        for (ClassLoader loader = innermost; loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader ofFiles) {
                for (URL url : ofFiles.getURLs()) {
                    addFile(url, entries);
                }
            }
        }
    }

    /** Whether one of some entries is what a URL names. */
    public static boolean names(List<Path> entries, URL url) {
        Set<Path> named = new HashSet<>();
        addFile(url, named);
        return entries.stream().anyMatch(named::contains);
    }

    /** Only what a child could read too: no web addresses, and no jars within jars. */
    private static void addFile(URL url, Set<Path> entries) {
        if (!url.getProtocol().equals("file")) {
            return;
        }
        try {
            entries.add(Path.of(uriOf(url)).toAbsolutePath().normalize());
        } catch (URISyntaxException | IllegalArgumentException notAPath) {
            throw new IllegalStateException("Class path entry is not a path: " + url, notAPath);
        }
    }

    private static URI uriOf(URL url) throws URISyntaxException {
        try {
            return url.toURI();
        } catch (URISyntaxException notEscaped) {
            return new URI(url.getProtocol(), null, url.getPath(), null);
        }
    }
}
