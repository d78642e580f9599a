package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.ProcessPool;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** However a program is started, its workers start too, or one sentence says why they cannot. What is looked at by hand stands in docs/launching.md. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class LaunchAnywhereTest {
    @TempDir
    private Path directory;

    /** A program that tells what a worker was given. */
    static final class Teller {
        private static List<String> options() {
            return ManagementFactory.getRuntimeMXBean().getInputArguments();
        }

        public static void main(String[] arguments) {
            try (ProcessPool pool = ProcessPool.create(1)) {
                int answer = pool.apply(() -> 7);
                System.out.println(answer);
                pool.apply(Teller::options).forEach(System.out::println);
            }
        }
    }

    private static List<String> entries() {
        return List.of(Program.classPathWithoutLogger().split(File.pathSeparator));
    }

    private List<String> run(List<String> options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        try (Program program = Program.start(directory, new ProcessBuilder(command))) {
            int exitCode = program.awaitEnd();
            return exitCode == 0 ? program.out() : program.err();
        }
    }

    private List<String> runOn(String classPath, String... options) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(options));
        all.addAll(List.of("-cp", classPath, Teller.class.getName()));
        return run(all);
    }

    // -- class paths and module paths

    @Test
    void fromModulesAndADirectoryOfThem() throws Exception {
        Path jars = Files.createDirectory(directory.resolve("modules"));
        StringBuilder modules = new StringBuilder(jars.toString());
        List<String> others = new ArrayList<>(); // Tests are no module.
        for (String entry : entries()) {
            if (Files.exists(Path.of(entry, "module-info.class"))) {
                modules.append(File.pathSeparator).append(entry);
            } else if (entry.matches(".*(pool-|chronicle-|slf4j-api|jna)[^/]*\\.jar")) {
                Files.copy(Path.of(entry), jars.resolve(Path.of(entry).getFileName()));
            } else {
                others.add(entry);
            }
        }
        String rest = String.join(File.pathSeparator, others);
        List<String> told = runOn(rest, "-p", modules.toString(), "--add-modules", "io.processpool.worker");
        assertEquals(List.of("7"), told.subList(0, 1), told::toString);
    }

    @Test
    void fromAJarWhoseManifestNamesTheOthers() throws Exception {
        Path jar = directory.resolve("the program.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Teller.class.getName());
        String others = entries().stream()
                .map(entry -> Path.of(entry).toUri().getRawPath())
                .collect(Collectors.joining(" "));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, others);
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        List<String> told = run(List.of("-jar", jar.toString()));
        assertEquals("7", told.get(0), told::toString);
    }

    @Test
    void fromAClassPathOfFortyThousandCharacters() throws Exception {
        String missing = String.join(File.pathSeparator, Collections.nCopies(500, "/missing/" + "x".repeat(90)));
        assertTrue(missing.length() >= 40_000);
        List<String> told = runOn(missing + File.pathSeparator + Program.classPathWithoutLogger());
        assertEquals("7", told.get(0), told::toString);
    }

    @Test
    void whatIsCompiledInMemoryIsToldInOneSentence() throws Exception {
        Path source = Files.writeString(directory.resolve("InMemory.java"), """
                import io.processpool.pool.ProcessPool;

                public class InMemory {
                    public static void main(String[] arguments) {
                        try (ProcessPool pool = ProcessPool.create(1)) {
                            System.out.println(pool.apply(() -> 7));
                        }
                    }
                }
                """);
        List<String> told = run(List.of("-cp", Program.classPathWithoutLogger(), source.toString()));
        String first = String.join(" ", told.subList(0, 2));
        assertTrue(first.contains("InMemory cannot be rebuilt"), told::toString);
        assertTrue(first.contains("compile it with javac"), told::toString);
    }

    // -- options

    @Test
    void optionsOfDebuggersRecordersAndLogsAreNotPassedOn() throws Exception {
        Path log = directory.resolve("gc.log");
        List<String> told = runOn(
                Program.classPathWithoutLogger(),
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:0",
                "-XX:+HeapDumpOnOutOfMemoryError",
                "-Xlog:gc:file=" + log,
                "-Xmx200m",
                "-Dcom.sun.management.jmxremote.port=0",
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false");
        assertEquals("7", told.get(0), told::toString);
        for (String option : List.of("jdwp", "HeapDump", "Xlog", "Xmx", "jmxremote")) {
            assertTrue(told.stream().noneMatch(each -> each.contains(option)), told::toString);
        }
    }

    // -- directories

    @Test
    void aTemporaryDirectoryThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("no directory"));
        List<String> told = runOn(Program.classPathWithoutLogger(), "-Djava.io.tmpdir=" + file);
        // Newer JDKs warn of such a directory by themselves, first.
        String first = told.stream()
                .filter(line -> !line.startsWith("WARNING: "))
                .findFirst()
                .orElseThrow();
        assertTrue(first.contains("IllegalStateException: No pool can be made"), told::toString);
        assertTrue(first.contains(file + ", which java.io.tmpdir names"), told::toString);
    }

    @Test
    void aTemporaryDirectoryWithAnOddNameWillDo() throws Exception {
        Path odd = Files.createDirectory(directory.resolve("a b #c @d"));
        List<String> told = runOn(Program.classPathWithoutLogger(), "-Djava.io.tmpdir=" + odd);
        assertEquals("7", told.get(0), told::toString);
        assertEquals(List.of(), namesIn(odd), "left behind");
    }

    private static List<String> namesIn(Path parent) throws IOException {
        try (var files = Files.list(parent)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("processpool"))
                    .toList();
        }
    }
}
