package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.processpool.pool.ChildProcess;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ProcessPoolBuilder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With what workers are launched. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class LaunchTest {
    @TempDir
    private Path directory;

    private static ProcessPoolBuilder oneWorker() {
        return ProcessPool.builder().processes(1);
    }

    private static String collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .toList()
                .toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    // -- options

    @Test
    void jvmOptionsReachTheWorkers() {
        try (ProcessPool pool = oneWorker()
                .jvmOptions("-Done=a b \"quoted\" \\ #'", "-Xmx64m")
                .jvmOptions("-Dtwo=2", "-XX:+UseParallelGC")
                .build()) {
            assertEquals("a b \"quoted\" \\ #'", pool.apply(System::getProperty, "one"));
            assertEquals("2", pool.apply(name -> System.getProperty(name), "two"));
            long heap = pool.apply(() -> Runtime.getRuntime().maxMemory());
            assertTrue(heap <= 64 << 20, () -> "heap: " + heap);
            String collectors = pool.apply(LaunchTest::collectors);
            assertTrue(collectors.contains("PS "), collectors);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:MaxRAMPercentage=10", "-Xint", "-ea", "-Dempty=", "-XX:+UseSerialGC"})
    void commonOptionsGoTogetherWithThePools(String option) {
        try (ProcessPool pool = oneWorker().jvmOptions(option).build()) {
            assertEquals(1, pool.apply(() -> 1));
        }
    }

    /** Who would else look for one in each jar. */
    @Test
    void workersHaveTheirParentsProviderOfChannelsUnlessTheirOptionsNameOne() {
        String provider = SelectorProvider.provider().getClass().getName();
        try (ProcessPool pool = oneWorker().build()) {
            assertEquals(provider, pool.apply(System::getProperty, "java.nio.channels.spi.SelectorProvider"));
        }
        String other = "sun.nio.ch.PollSelectorProvider";
        assertNotEquals(other, provider);
        try (ProcessPool pool = oneWorker()
                .jvmOptions("-Djava.nio.channels.spi.SelectorProvider=" + other)
                .build()) {
            assertEquals(
                    other,
                    pool.apply(() -> SelectorProvider.provider().getClass().getName()));
        }
    }

    @Test
    void systemPropertiesOfTheParentStayThere() {
        System.setProperty("of.the.parent", "here");
        try (ProcessPool pool = oneWorker().build()) {
            assertNull(pool.apply(() -> System.getProperty("of.the.parent")));
        } finally {
            System.clearProperty("of.the.parent");
        }
    }

    // -- environment

    @Test
    void environmentIsTheParentsWithWhatIsSetAndRemoved() {
        String inherited = System.getenv("PATH");
        try (ProcessPool pool = oneWorker()
                .environment("PROCESSPOOL_TEST", "a b=c")
                .environment("HOME", null)
                .build()) {
            assertEquals("a b=c", pool.apply(() -> System.getenv("PROCESSPOOL_TEST")));
            assertNull(pool.apply(() -> System.getenv("HOME")));
            assertEquals(inherited, pool.apply(() -> System.getenv("PATH")));
        }
        assertNull(System.getenv("PROCESSPOOL_TEST"));
    }

    @Test
    void optionVariablesCanBeSetOnPurpose() {
        try (ProcessPool pool =
                oneWorker().environment("JDK_JAVA_OPTIONS", "-Don.purpose=yes").build()) {
            assertEquals("yes", pool.apply(() -> System.getProperty("on.purpose")));
        }
    }

    static final class WithTools {
        public static void main(String[] arguments) {
            try (ProcessPool pool = ProcessPool.create(2)) {
                System.out.println(System.getProperty("from.tools"));
                System.out.println(pool.apply(() -> System.getProperty("from.tools")));
                System.out.println(pool.apply(() -> System.getenv("JAVA_TOOL_OPTIONS")));
            }
        }
    }

    @Test
    void javaToolOptionsOfTheParentAreNotPassedOn() throws Exception {
        ProcessBuilder builder = Program.builder(Program.classPath(), WithTools.class);
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Dfrom.tools=set");
        try (Program program = Program.start(directory, builder)) {
            assertEquals(0, program.awaitEnd(), () -> "standard error: " + program.err());
            assertEquals(List.of("set", "null", "null"), program.out());
            assertEquals(1, program.err().size(), () -> "the program's own notice, and no worker's: " + program.err());
        }
    }

    // -- directories

    @Test
    void workingDirectoryIsTheParentsOrTheOneThatIsSet() throws Exception {
        String here = System.getProperty("user.dir");
        try (ProcessPool pool = oneWorker().build()) {
            assertEquals(here, pool.apply(() -> System.getProperty("user.dir")));
        }
        Path other = directory.toRealPath();
        try (ProcessPool pool = oneWorker().workingDirectory(other).build()) {
            assertEquals(other.toString(), pool.apply(() -> System.getProperty("user.dir")));
            pool.apply(() -> Marks.open(Path.of("made in a task")));
            assertTrue(Files.exists(other.resolve("made in a task")));
        }
    }

    @Test
    void missingWorkingDirectoryIsAFailureOfTheFirstCall() {
        try (ProcessPool pool =
                oneWorker().workingDirectory(directory.resolve("missing")).build()) {
            IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> pool.apply(() -> 1));
            assertTrue(thrown.getMessage().contains("missing"), thrown::getMessage);
        }
    }

    // -- class path

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with spaces",
                "with \"quotes\" and 'more'",
                "back\\slash",
                "#hash @at $dollar",
                "äöü 日本"
            })
    void classPathEntriesMayHaveAnyName(String name) throws Exception {
        assumeTrue(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode(name),
                "file names of this locale cannot be " + name);
        Path entry = Files.createDirectory(directory.resolve(name));
        Files.writeString(entry.resolve("resource.txt"), "found");
        List<Path> classPath = new ArrayList<>(Arrays.stream(Program.classPath().split(File.pathSeparator))
                .map(Path::of)
                .toList());
        classPath.add(entry);
        try (ProcessPool pool = oneWorker().classPath(classPath).build()) {
            assertEquals("found", pool.apply(LaunchTest::resource, "resource.txt"));
        }
        try (ProcessPool pool = oneWorker().build()) {
            assertNull(pool.apply(LaunchTest::resource, "resource.txt"));
        }
    }

    /** Which a child that has its parent's class path need not look for. */
    @Test
    void aProviderOfChannelsOnAClassPathOfTheirOwnIsFound() throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(SelectorProvider.class.getName()), OwnChannels.class.getName());
        List<Path> classPath = new ArrayList<>(Arrays.stream(Program.classPath().split(File.pathSeparator))
                .map(Path::of)
                .toList());
        classPath.add(directory);
        try (ProcessPool pool =
                oneWorker().jvmOptions(OwnChannels.OPTION).classPath(classPath).build()) {
            assertEquals(OwnChannels.class.getName(), pool.apply(LaunchTest::provider));
        }
        ChildProcess child = ChildProcess.builder()
                .target(() -> System.exit(provider().equals(OwnChannels.class.getName()) ? 17 : 18))
                .jvmOptions(OwnChannels.OPTION)
                .classPath(classPath)
                .build()
                .start();
        child.join();
        assertEquals(17, child.exitCode().getAsInt());
    }

    private static String provider() {
        return SelectorProvider.provider().getClass().getName();
    }

    // -- the child itself

    @Test
    void workerCanBeToldByItsCommandLine() {
        try (ProcessPool pool = oneWorker().build()) {
            long pid = pool.apply(() -> ProcessHandle.current().pid());
            String commandLine = NothingLeftBehind.commandLine(pid);
            assertTrue(commandLine.contains("io.processpool.worker"), commandLine);
            assertFalse(commandLine.contains("-cp"), commandLine);
            assertEquals(
                    ProcessHandle.current().pid(),
                    ProcessHandle.of(pid).orElseThrow().parent().orElseThrow().pid());
        }
    }

    @Test
    void standardInputOfATaskIsEmpty() {
        try (ProcessPool pool = oneWorker().build()) {
            assertEquals(-1, pool.apply(() -> System.in.read()));
            assertEquals(0, pool.apply(() -> System.in.available()));
            pool.apply(() -> System.in.close());
            assertEquals(-1, pool.apply(() -> System.in.read()), "which nobody can close for others");
            assertEquals(1, pool.apply(() -> 1));
        }
    }

    @Test
    void directoryOfThePoolIsTheUsersAlone() throws Exception {
        try (ProcessPool pool = oneWorker().build()) {
            pool.apply(() -> 1);
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            String glob = "processpool-" + ProcessHandle.current().pid() + "-*";
            int found = 0;
            try (var directories = Files.newDirectoryStream(temporary, glob)) {
                for (Path made : directories) {
                    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
                    found++;
                }
            }
            assertTrue(found > 0, "no directory found");
        }
    }
}
