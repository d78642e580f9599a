package io.processpool.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An archive that a JVM would refuse has another name. */
@Timeout(30)
class ArchiveKeyTest {
    @TempDir
    Path directory;

    private static String key(List<String> options, Path... classPath) {
        return key("Main", options, classPath);
    }

    private static String key(String main, List<String> options, Path... classPath) {
        return ArchiveKey.of(new LaunchSpec(List.of(main), List.of(classPath), options, Map.of(), null));
    }

    private Path jar(String name, String... others) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (others.length > 0) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", others));
        }
        Path jar = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }

    private static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 2_000));
    }

    @Test
    void staysWhileNothingChanges() throws IOException {
        Path jar = jar("a.jar", "b.jar", "missing.jar");
        jar("b.jar", "a.jar");
        String key = key(List.of("-Xmx1g"), jar);
        assertEquals(key, key(List.of("-Xmx1g"), jar));
        assertEquals(ArchiveKey.CHARACTERS, key.length());
    }

    @Test
    void changesWithMainClassAndOptionsOfTheJvm() throws IOException {
        Path jar = jar("a.jar");
        String key = key(List.of("-Xmx1g"), jar);
        assertNotEquals(key, key(List.of("-Xmx2g"), jar));
        assertNotEquals(key, key(List.of("-Xmx1g", "-XX:+UseZGC"), jar));
        assertNotEquals(key, key("Other", List.of("-Xmx1g"), jar));
    }

    @Test
    void staysWithPropertiesAgentsAndLogs() throws IOException {
        Path jar = jar("a.jar");
        String key = key(List.of("-Xmx1g"), jar);
        assertEquals(key, key(List.of("-Dday=monday", "-Xmx1g", "-Xlog:gc", "-javaagent:a.jar"), jar));
    }

    @Test
    void changesWithTheClassPath() throws IOException {
        Path a = jar("a.jar");
        Path b = jar("b.jar");
        String key = key(List.of(), a, b);
        assertNotEquals(key, key(List.of(), b, a));
        assertNotEquals(key, key(List.of(), a));
        touch(b);
        assertNotEquals(key, key(List.of(), a, b));
    }

    @Test
    void changesWithAJarThatAManifestNames() throws IOException {
        Path a = jar("a.jar", "b.jar", "directory/");
        Path b = jar("b.jar", "c%20d.jar");
        Path c = jar("c d.jar");
        String key = key(List.of(), a);
        touch(b);
        String afterB = key(List.of(), a);
        assertNotEquals(key, afterB);
        touch(c);
        String afterC = key(List.of(), a);
        assertNotEquals(afterB, afterC);
        Files.delete(c);
        assertNotEquals(afterC, key(List.of(), a));
    }

    @Test
    void whatIsNoJarHasAKeyToo() throws IOException {
        Path text = Files.writeString(directory.resolve("text.jar"), "no jar");
        String key = key(List.of(), text, directory.resolve("missing.jar"));
        Files.writeString(text, "another");
        assertNotEquals(key, key(List.of(), text, directory.resolve("missing.jar")));
    }
}
