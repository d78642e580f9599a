package io.processpool.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ClassPathsTest {
    private static final String CLASS_PATH = "java.class.path";
    private static final String MODULE_PATH = "jdk.module.path";

    private final String classPath = System.getProperty(CLASS_PATH);
    private final String modulePath = System.getProperty(MODULE_PATH);

    @AfterEach
    void restore() {
        set(CLASS_PATH, classPath);
        set(MODULE_PATH, modulePath);
    }

    private static void set(String name, String value) {
        if (value == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }

    @Test
    void entriesAreAbsolute() {
        set(CLASS_PATH, String.join(File.pathSeparator, "lib/a.jar", "/x/../y", "."));
        set(MODULE_PATH, null);
        Path here = Path.of("").toAbsolutePath();
        assertEquals(List.of(here.resolve("lib/a.jar"), Path.of("/y"), here), ClassPaths.ofThisJvm());
    }

    @Test
    void theModulePathStandsBehindTheClassPath() {
        set(CLASS_PATH, "/a");
        set(MODULE_PATH, String.join(File.pathSeparator, "/m1", "/m2"));
        assertEquals(List.of(Path.of("/a"), Path.of("/m1"), Path.of("/m2")), ClassPaths.ofThisJvm());
    }

    @Test
    void emptyEntriesAreLeftOut() {
        set(CLASS_PATH, File.pathSeparator + "/a" + File.pathSeparator + File.pathSeparator);
        set(MODULE_PATH, "");
        assertEquals(List.of(Path.of("/a")), ClassPaths.ofThisJvm());
    }

    @Test
    void theClassesUnderTestAreThere() {
        List<Path> entries = ClassPaths.ofThisJvm();
        assertFalse(entries.isEmpty());
        assertTrue(entries.stream().allMatch(Path::isAbsolute));
    }

    @Test
    void aDirectoryOfModulesIsEachOfThem(@TempDir Path directory) throws Exception {
        Path jar = Files.createFile(directory.resolve("b.jar"));
        Path exploded = Files.createDirectory(directory.resolve("a"));
        Files.createFile(exploded.resolve("module-info.class"));
        Files.createFile(directory.resolve("readme.txt"));
        Files.createDirectory(directory.resolve("none"));
        set(CLASS_PATH, "");
        set(MODULE_PATH, directory + File.pathSeparator + exploded);
        assertEquals(List.of(exploded, jar), ClassPaths.ofThisJvm());
    }

    @Test
    void whatALoaderReadsBesidesIsThere(@TempDir Path directory) throws Exception {
        set(CLASS_PATH, "/a");
        set(MODULE_PATH, null);
        Path odd = Files.createDirectory(directory.resolve("with a space"));
        URL[] urls = {
            odd.toUri().toURL(),
            new URL("file:" + directory + "/not escaped"),
            new URL("jar:file:/outer.jar!/BOOT-INF/lib/inner.jar!/"),
            new URL("http://localhost/a.jar")
        };
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls, before)) {
            thread.setContextClassLoader(loader);
            assertEquals(List.of(Path.of("/a"), odd, directory.resolve("not escaped")), ClassPaths.ofThisJvm());
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
