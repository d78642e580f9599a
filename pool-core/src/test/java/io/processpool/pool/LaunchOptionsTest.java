package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether a child will find its main class is known before it is started. */
@Timeout(30)
class LaunchOptionsTest {
    /** Stands for the main class. */
    static final class Main {}

    @TempDir
    private Path directory;

    private Path jar;

    @BeforeEach
    void pack() throws IOException {
        jar = directory.resolve("app.jar");
        String name = Main.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                InputStream main = Main.class.getClassLoader().getResourceAsStream(name)) {
            byte[] bytes = main.readAllBytes();
            for (String place : List.of("", "inner/")) {
                out.putNextEntry(new JarEntry(place + name));
                out.write(bytes);
            }
        }
    }

    private static Class<?> load(String url) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {new URL(url)}, null)) {
            return loader.loadClass(Main.class.getName());
        }
    }

    @Test
    void aMainClassInAJarWithinAJarIsRefusedInOneSentence() throws Exception {
        Class<?> nested = load("jar:file:" + jar + "!/inner/");
        String message = assertThrows(
                        IllegalStateException.class, () -> LaunchOptions.checkIsReachable(nested, List.of(jar)))
                .getMessage();
        assertTrue(message.contains(jar + "!/inner/"), message);
        assertTrue(message.contains("classPath(...)"), message);
    }

    @Test
    void aMainClassThatALoaderTakesFromElsewhereIsRefused() throws Exception {
        Class<?> main = load("file:" + jar);
        assertThrows(IllegalStateException.class, () -> LaunchOptions.checkIsReachable(main, List.of(directory)));
    }

    @Test
    void aFileAmongTheEntriesIsWithinReach() throws Exception {
        Class<?> main = load("file:" + jar);
        assertDoesNotThrow(() -> LaunchOptions.checkIsReachable(main, List.of(directory, jar)));
    }

    @Test
    void whatTheLoaderOfTheClassPathFindsIsWithinReach() {
        assertDoesNotThrow(() -> LaunchOptions.checkIsReachable(Main.class, List.of()));
    }
}
