package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.manager.Manager;
import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A program that Spring Boot packs into one jar, with libraries as jars within it, started by Spring Boot's own loaders: that of 3.2 and later, and the one before.
 */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class SpringBootTest {
    private static final String LOADER = "org.springframework.boot.loader.launch";
    private static final String OLD_LOADER = "org.springframework.boot.loader";

    @TempDir
    private Path directory;

    /** What is in the jar. */
    static final class Packed {
        private static ProcessLock lock;

        private static void inherit(ProcessLock inherited) {
            lock = inherited;
        }

        private static int twice(int n) {
            return lock.call(() -> 2 * n);
        }

        private static String place() {
            return Packed.class.getProtectionDomain().getCodeSource().getLocation() + " in "
                    + Path.of("").toAbsolutePath();
        }

        public static void main(String[] arguments) throws Exception {
            Path other = Path.of(arguments[0]);
            try (ProcessPool pool = ProcessPool.builder()
                    .processes(2)
                    .workingDirectory(other)
                    .initializer(Packed::inherit, ProcessLock.create())
                    .build()) {
                System.out.println(pool.map(Packed::twice, List.of(1, 2, 3)));
                System.out.println(pool.apply(Packed::place));
            }
            try (Manager manager = Manager.start()) {
                System.out.println(manager.newMap(Map.of("key", "value")).get("key"));
            }
        }
    }

    private static Path jarOf(String loaderPackage) {
        String artifact = loaderPackage.equals(LOADER) ? "spring-boot-loader-\\d.*" : "spring-boot-loader-classic-.*";
        return entries().stream()
                .filter(entry -> entry.getFileName().toString().matches(artifact))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> entries() {
        List<Path> entries = new ArrayList<>();
        for (String entry : Program.classPathWithoutLogger().split(File.pathSeparator)) {
            entries.add(Path.of(entry));
        }
        return entries;
    }

    private void pack(String loaderPackage, String launcher, String root, Path... without) throws IOException {
        String manifest = "Manifest-Version: 1.0\nMain-Class: " + loaderPackage + "." + launcher + "\nStart-Class: "
                + Packed.class.getName() + "\nSpring-Boot-Classes: " + root + "/classes/\nSpring-Boot-Lib: " + root
                + "/lib/\n";
        List<Path> entries = entries();
        entries.removeAll(List.of(without));
        try (BootJar jar = new BootJar(directory.resolve("the program.jar"), manifest)) {
            jar.addAllOf(jarOf(loaderPackage));
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    jar.addClasses(root + "/classes/", entry);
                } else if (entry.toString().matches(".*(pool-|chronicle-|slf4j-api|jna)[^/]*\\.jar")) {
                    jar.addLibrary(root + "/lib/", entry);
                }
            }
        }
    }

    private void check(String expectedPlace, String... command) throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(command));
        words.add(other.toString());
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        try (Program program = Program.start(directory, builder)) {
            assertEquals(0, program.awaitEnd(), () -> program.err().toString());
            List<String> told = program.out();
            assertEquals("[2, 4, 6]", told.get(0));
            String place = told.get(1).replace("%20", " "); // A URL, and a path.
            assertTrue(place.contains(expectedPlace), told::toString);
            assertTrue(place.endsWith(" in " + other), told::toString);
            assertEquals("value", told.get(2), "from a manager");
        }
    }

    @ParameterizedTest
    @CsvSource({LOADER + ", JarLauncher, BOOT-INF", OLD_LOADER + ", WarLauncher, WEB-INF"})
    void startsChildrenOutOfItsJar(String loaderPackage, String launcher, String root) throws Exception {
        pack(loaderPackage, launcher, root);
        check(root + "/classes", "-jar", "the program.jar");
    }

    @Test
    void childrenReadWhatItsLauncherReadsBesides() throws Exception {
        Path classes = Path.of(
                Packed.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        pack(LOADER, "PropertiesLauncher", "BOOT-INF", classes);
        // Told with its "..", as much of it as lies above what both have in common.
        Path common = directory.relativize(classes);
        check(
                common.subpath(parentsIn(common), common.getNameCount()).toString(),
                "-Dloader.path=" + directory.relativize(classes),
                "-Dloader.main=" + Packed.class.getName(),
                "-jar",
                "the program.jar");
    }

    private static int parentsIn(Path relative) {
        int parents = 0;
        while (relative.getName(parents).toString().equals("..")) {
            parents++;
        }
        return parents;
    }
}
