package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.manager.Manager;
import io.processpool.pool.ChildProcess;
import io.processpool.pool.ProcessPool;
import io.processpool.pool.ProcessPoolBuilder;
import io.processpool.worker.ChildMain;
import io.processpool.worker.ManagerMain;
import io.processpool.worker.WorkerMain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Children start from an archive of classes, which the first program makes; whatever happens to it, they start. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class ClassDataArchiveTest {
    private static final Duration BOUND = Delays.scaled(Duration.ofSeconds(10));
    private static final String FROM_ARCHIVE = "source: shared objects file";

    /** The class path of the tests, as jars. */
    private static String jars;

    /** With one archive, for {@link Squares} and its options. */
    private static Path trained;

    @TempDir
    private Path directory;

    private Path archives;

    /** A program whose workers tell where their classes come from. */
    static final class Squares {
        private static int square(int n) {
            return n * n;
        }

        public static void main(String[] arguments) throws Exception {
            Path archives = Path.of(arguments[0]);
            try (ProcessPool pool = ProcessPool.builder()
                    .processes(2)
                    .classDataArchive(archives)
                    .jvmOptions("-Xlog:class+load:file=" + arguments[1] + "/loaded-%p.txt")
                    .build()) {
                System.out.println(pool.map(Squares::square, List.of(1, 2, 3)));
            }
            System.out.println(list(archives, "*.jsa").size());
        }
    }

    /** A program that goes on until it is killed. */
    static final class Endless {
        public static void main(String[] arguments) throws Exception {
            try (ProcessPool pool = ProcessPool.builder()
                    .processes(1)
                    .classDataArchive(Path.of(arguments[0]))
                    .build()) {
                System.out.println(pool.apply(() -> 7));
                Thread.sleep(Duration.ofMinutes(10).toMillis());
            }
        }
    }

    /** A program with children of the other kinds. */
    static final class OtherChildren {
        public static void main(String[] arguments) throws Exception {
            Path archives = Path.of(arguments[0]);
            String log = "-Xlog:class+load:file=" + arguments[1] + "/loaded-%p.txt";
            try (ChildProcess child = ChildProcess.builder()
                    .target(() -> System.out.println("child"))
                    .classDataArchive(archives)
                    .jvmOptions(log)
                    .build()
                    .start()) {
                child.join();
            }
            try (Manager manager =
                    Manager.builder().classDataArchive(archives).jvmOptions(log).start()) {
                System.out.println(manager.newList(List.of("manager")).get(0));
            }
        }
    }

    @BeforeAll
    static void train(@TempDir Path shared) throws Exception {
        jars = ClassPathOfJars.of(Program.classPathWithoutLogger(), Files.createDirectory(shared.resolve("jars")));
        trained = shared.resolve("archives");
        Path logs = Files.createDirectory(shared.resolve("logs"));
        try (Program first = start(shared, Squares.class, trained, logs)) {
            assertEquals(0, first.awaitEnd());
            // The second line: nobody waited for the archive when the pool was closed.
            assertEquals(List.of("[1, 4, 9]", "0"), first.out());
            assertEquals(List.of(), first.err());
        }
        assertFalse(isFromArchive(logs, Squares.class));
    }

    @BeforeEach
    void copyArchive() throws IOException {
        archives = Files.createDirectory(
                directory.resolve("archives"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (Path file : list(trained, "*")) {
            Files.copy(file, archives.resolve(file.getFileName()));
        }
    }

    // -- it is made, and used

    @Test
    void endOfTheFirstProgramLeavesOneArchiveForItsUserAlone() throws Exception {
        List<Path> left = list(trained, "*");
        assertEquals(1, left.size(), left::toString);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(left.get(0))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(trained)));
    }

    @Test
    void workersOfTheSecondProgramFindTheirClassesThere() throws Exception {
        List<Path> before = list(archives, "*");
        assertEquals(List.of("[1, 4, 9]", "1"), run());
        assertTrue(isFromArchive(directory, Squares.class));
        assertTrue(isFromArchive(directory, WorkerMain.class));
        assertEquals(before, list(archives, "*"));
    }

    @Test
    void poolThatStaysOpenMakesItToo() throws Exception {
        try (Program program = start(directory, Endless.class, archives)) {
            Await.until(
                    "the archive of another pool", () -> list(archives, "*.jsa").size() == 2);
        }
    }

    @Test
    void twoProgramsAtOnceMakeOneArchive() throws Exception {
        deleteAll();
        try (Program one = start(directory, Squares.class, archives, directory);
                Program other = start(directory, Squares.class, archives, directory)) {
            assertEquals(0, one.awaitEnd());
            assertEquals(0, other.awaitEnd());
            assertEquals(List.of(), one.err());
            assertEquals(List.of(), other.err());
        }
        List<Path> left = list(archives, "*");
        assertEquals(1, left.size(), left::toString);
        assertEquals(List.of("[1, 4, 9]", "1"), run());
        assertTrue(isFromArchive(directory, Squares.class));
    }

    @Test
    void childProcessesAndManagersHaveTheirOwn() throws Exception {
        for (int i = 0; i < 2; i++) {
            deleteLogs();
            try (Program program = start(directory, OtherChildren.class, archives, directory)) {
                assertEquals(0, program.awaitEnd());
                assertEquals(List.of("child", "manager"), program.out());
                assertEquals(List.of(), program.err());
            }
        }
        assertEquals(3, list(archives, "*.jsa").size());
        assertTrue(isFromArchive(directory, ChildMain.class));
        assertTrue(isFromArchive(directory, ManagerMain.class));
    }

    // -- what is wrong with it does no harm

    enum Damage {
        CUT_OFF {
            @Override
            void to(FileChannel archive) throws IOException {
                archive.truncate(archive.size() / 2);
            }
        },
        EMPTY {
            @Override
            void to(FileChannel archive) throws IOException {
                archive.truncate(0);
            }
        },
        OTHER_BYTES {
            @Override
            void to(FileChannel archive) throws IOException {
                archive.write(ByteBuffer.wrap(new byte[100_000]), archive.size() / 4);
            }
        },
        OTHER_HEADER {
            @Override
            void to(FileChannel archive) throws IOException {
                archive.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 0);
            }
        };

        abstract void to(FileChannel archive) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void damagedArchiveIsReplaced(Damage damage) throws Exception {
        try (FileChannel channel = FileChannel.open(list(archives, "*").get(0), StandardOpenOption.WRITE)) {
            damage.to(channel);
        }
        assertEquals("[1, 4, 9]", run().get(0));
        assertFalse(isFromArchive(directory, Squares.class));
        assertEquals(List.of("[1, 4, 9]", "1"), run());
        assertTrue(isFromArchive(directory, Squares.class));
        assertEquals(1, list(archives, "*").size());
    }

    @Test
    void archiveOfAnotherIsNotUsed() throws Exception {
        Path archive = list(archives, "*").get(0);
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertEquals("[1, 4, 9]", run().get(0));
        assertFalse(isFromArchive(directory, Squares.class));
    }

    @Test
    void changedJarHasAnArchiveOfItsOwn() throws Exception {
        Path copies = Files.createDirectory(directory.resolve("copies"));
        String copied = ClassPathOfJars.of(jars, copies);
        FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 60_000);
        for (int i = 0; i < 2; i++) {
            assertEquals("[1, 4, 9]", run(copied).get(0));
            assertFalse(isFromArchive(directory, Squares.class));
            Files.setLastModifiedTime(list(copies, "*").get(0), later);
        }
        assertEquals(3, list(archives, "*").size());
    }

    @Test
    void directoryInTheClassPathGoesWithout() throws Exception {
        deleteAll();
        assertEquals(List.of("[1, 4, 9]", "0"), run(Program.classPathWithoutLogger()));
        assertEquals(List.of(), list(archives, "*"));
    }

    @Test
    void directoryThatOthersMayWriteToIsRefused() throws Exception {
        Files.setPosixFilePermissions(archives, PosixFilePermissions.fromString("rwxrwxrwx"));
        ProcessPoolBuilder builder = ProcessPool.builder().classDataArchive(archives);
        IllegalStateException refused = assertThrows(IllegalStateException.class, builder::build);
        assertTrue(refused.getMessage().contains(archives + " may be written to by others"), refused::getMessage);
    }

    @Test
    void directoryThatCannotBeWrittenToIsWarnedOf() throws Exception {
        // It is the program's own, and the kernel lets nobody make files in it.
        archives = Path.of("/proc/self/fd");
        try (Program program = start(directory, Squares.class, archives, directory)) {
            assertEquals(0, program.awaitEnd());
            assertEquals(List.of("[1, 4, 9]", "0"), program.out());
            assertEquals(1, program.err().size(), () -> program.err().toString());
            assertTrue(
                    program.err().get(0).contains("No class-data archive can be made in /proc/"),
                    () -> program.err().toString());
        }
    }

    // -- nothing is left of who makes it

    @Test
    void killedProgramLeavesNobodyWhoMakesIt() throws Exception {
        try (Program program = start(directory, Endless.class, archives)) {
            long maker = awaitMaker();
            // So that it cannot end by itself.
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-STOP", String.valueOf(maker))
                            .start()
                            .waitFor());
            program.kill();
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            String directories = "processpool-" + program.pid() + "-*";
            Await.until("its maker is gone", BOUND, () -> withWord("").isEmpty());
            Await.until(
                    "its beginning is gone",
                    BOUND,
                    () -> list(archives, "*.new").isEmpty());
            Await.until(
                    "directories are gone",
                    BOUND,
                    () -> list(temporary, directories).isEmpty());
        }
        assertEquals(1, list(archives, "*.jsa").size());
    }

    private long awaitMaker() throws Exception {
        Await.until("somebody makes an archive", () -> !withWord("-Xshare:dump").isEmpty());
        return withWord("-Xshare:dump").get(0);
    }

    /** The processes on whose command line such a word stands, and the directory of this test. */
    private List<Long> withWord(String word) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != ProcessHandle.current().pid())
                .filter(pid -> {
                    String line = NothingLeftBehind.commandLine(pid);
                    return line.contains(word) && line.contains(archives.toString());
                })
                .toList();
    }

    // -- helpers

    private List<String> run() throws Exception {
        return run(jars);
    }

    /** What the program prints, which ends in order and has nothing to complain about. */
    private List<String> run(String classPath) throws Exception {
        deleteLogs();
        ProcessBuilder builder = builder(classPath, Squares.class, archives.toString(), directory.toString());
        try (Program program = Program.start(directory, builder)) {
            assertEquals(0, program.awaitEnd(), () -> program.err().toString());
            assertEquals(List.of(), program.err());
            return program.out();
        }
    }

    private static Program start(Path directory, Class<?> main, Path... arguments) throws IOException {
        String[] words = Arrays.stream(arguments).map(Path::toString).toArray(String[]::new);
        return Program.start(directory, builder(jars, main, words));
    }

    /** One that waits for its archive for longer than a user may like, and so long enough on a busy machine. */
    private static ProcessBuilder builder(String classPath, Class<?> main, String... arguments) {
        ProcessBuilder builder = Program.builder(classPath, main, arguments);
        builder.command()
                .add(
                        1,
                        "-Dprocesspool.archiveMillis="
                                + Delays.LONG.minusSeconds(5).toMillis());
        return builder;
    }

    private void deleteLogs() throws IOException {
        for (Path log : list(directory, "loaded-*")) {
            Files.delete(log);
        }
    }

    private void deleteAll() throws IOException {
        for (Path file : list(archives, "*")) {
            Files.delete(file);
        }
    }

    /** Whether each child that has loaded a class has it from an archive. */
    private static boolean isFromArchive(Path logs, Class<?> type) throws IOException {
        List<String> loads = new ArrayList<>();
        for (Path log : list(logs, "loaded-*.txt")) {
            Files.readAllLines(log).stream()
                    .filter(line -> line.contains("] " + type.getName() + " "))
                    .forEach(loads::add);
        }
        assertFalse(loads.isEmpty(), type + " was loaded by nobody");
        return loads.stream().allMatch(line -> line.contains(FROM_ARCHIVE));
    }

    private static List<Path> list(Path directory, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            files.forEach(found::add);
        }
        return found;
    }
}
