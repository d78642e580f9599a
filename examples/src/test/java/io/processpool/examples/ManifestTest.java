package io.processpool.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.processpool.examples.Example.Seen;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ManifestTest {
    private static final String ONE_WORKER = "-XX:ActiveProcessorCount=1";

    /** So long that nobody comes to its end; it takes no place on the disk. */
    private static final long ENDLESS_BYTES = 1L << 38;

    @TempDir
    Path base;

    private Path tree;
    private Path out;

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(base.resolve("tree"));
        out = Example.work(base).resolve("out");
        List<String> names = List.of(
                "plain", "two words", "back\\slash", "line\nbreak", "cr\rx", "-dash", "*star", " edges ", "a%41");
        for (String directory : names) {
            Path made = Files.createDirectories(tree.resolve("sub").resolve(directory));
            for (String name : names) {
                Files.writeString(made.resolve(name), (directory + name).repeat(name.length() * 1000));
            }
        }
        Files.createFile(tree.resolve("empty"));
        Files.createDirectory(tree.resolve("empty directory"));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("empty"));
        Files.createSymbolicLink(tree.resolve("sub").resolve("loop"), tree);
    }

    @Test
    void everyFileIsListedOnceWithItsHash() throws Exception {
        Seen seen = new Example(base, Manifest.class).run(tree, "out");

        assertEquals("", seen.err());
        assertEquals(0, seen.exitCode());
        int workers = Runtime.getRuntime().availableProcessors();
        assertTrue(
                seen.out().matches("82 files, \\d+ bytes, \\d+\\.\\d s, " + workers + " workers\\R"),
                () -> "one line: " + seen.out());
        ManifestCheck.assertLists(tree, out, 82);
        assertEquals(List.of("out"), Example.entries(Example.work(base)));
    }

    @Test
    void namesThatTheLocaleCannotDecodeAreHashed() throws Exception {
        assumeTrue(
                StandardCharsets.US_ASCII.newEncoder().canEncode(System.getProperty("java.class.path")),
                "a JVM of that locale does not find its classes here");
        makeWithBash("printf 1 >$'b\\xffd'; mkdir $'gr\\xc3\\xb6\\xc3\\x9fe'; cd gr*; printf 2 >$'\\xe6\\x97\\xa5'");

        Seen seen =
                new Example(base, Manifest.class).environment("LC_ALL", "POSIX").run(tree, "out");

        assertEquals("", seen.err());
        assertEquals(0, seen.exitCode());
        ManifestCheck.assertLists(tree, out, 84);
    }

    @Test
    void whatCannotBeReadIsReportedAndTheRestGoesOn() throws Exception {
        forbid(tree.resolve("sub/plain/cr\rx"));
        forbid(tree.resolve("sub/two words"));
        try {
            Seen seen =
                    new Example(base, Manifest.class).by(withoutRootsRights()).run(tree, "out");

            assertEquals(1, seen.exitCode());
            List<String> problems = seen.err().lines().sorted().toList();
            assertEquals(2, problems.size(), seen.err());
            assertTrue(problems.get(0).matches("manifest: .*/sub/plain/cr\\?x: permission denied"), seen.err());
            assertTrue(problems.get(1).matches("manifest: .*/sub/two words: permission denied"), seen.err());
            assertTrue(seen.out().matches("72 files, .* workers; not hashed: 2\\R"), seen.out());
        } finally {
            allow(tree.resolve("sub/two words"));
        }
        assertEquals(72, Files.readAllLines(out).size());
    }

    @Test
    void aManifestInsideTheTreeIsNotHashed() throws Exception {
        Path inside = tree.resolve("OUT");

        assertEquals(0, new Example(base, Manifest.class).run(tree, inside).exitCode());
        assertEquals(0, new Example(base, Manifest.class).run(tree, inside).exitCode());

        Path taken = Files.move(inside, out);
        ManifestCheck.assertLists(tree, taken, 82);
    }

    @Test
    void anExistingManifestStaysUntilTheJobIsDone() throws Exception {
        Files.writeString(out, "old");
        Path endless = makeEndlessFile();
        Example example = new Example(base, Manifest.class, ONE_WORKER).start(tree, "out");
        Example.await("it is hashed", () -> reader(example, endless) > 0);
        assertEquals("old", Files.readString(out));

        example.terminate().await();

        assertEquals("old", Files.readString(out));
        assertEquals(List.of("out"), Example.entries(Example.work(base)));
        Files.delete(endless);
        assertEquals(0, new Example(base, Manifest.class).run(tree, "out").exitCode());
        ManifestCheck.assertLists(tree, out, 82);
    }

    @Test
    void aWorkerThatIsKilledCostsOneFile() throws Exception {
        Path endless = makeEndlessFile();
        Example example = new Example(base, Manifest.class, ONE_WORKER).start(tree, "out");
        Example.await("it is hashed", () -> reader(example, endless) > 0);

        ProcessHandle.of(reader(example, endless)).orElseThrow().destroyForcibly();
        Seen seen = example.await();

        assertEquals(1, seen.exitCode());
        List<String> problems = seen.err().lines().toList();
        assertTrue(problems.get(0).matches("manifest: Worker died: .*SIGKILL.*"), seen.err());
        assertTrue(problems.get(1).matches("  item: .*endless.*"), seen.err());
        assertTrue(problems.get(problems.size() - 1).matches("manifest: .*/endless: lost with its worker"), seen.err());
        assertTrue(seen.out().matches("82 files, .* 1 workers; not hashed: 1\\R"), seen.out());
        Files.delete(endless);
        ManifestCheck.assertLists(tree, out, 82);
    }

    @Test
    void aManifestThatCannotBeWrittenIsAnError() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));

        assertRefused("/dev/full: is not a regular file", tree, full);
        assertRefused("work: is not a regular file", tree, Example.work(base));
        assertRefused("nowhere: no such file or directory", tree, base.resolve("nowhere/out"));
    }

    @Test
    void aDirectoryThatIsNoneIsAnError() throws Exception {
        assertRefused("nowhere: no such file or directory", base.resolve("nowhere"), "out");
        assertRefused("empty: is not a directory", tree.resolve("empty"), "out");
    }

    @Test
    void wrongArgumentsAreAnsweredWithTheUsage() throws Exception {
        Seen seen = new Example(base, Manifest.class).run(tree);

        assertEquals("usage: manifest DIR OUT\n", seen.err());
        assertEquals(2, seen.exitCode());
    }

    private void assertRefused(String reason, Object directory, Object manifest) throws Exception {
        Seen seen = new Example(base, Manifest.class).run(directory, manifest);
        assertTrue(seen.err().startsWith("manifest: ") && seen.err().endsWith(reason + "\n"), seen.err());
        assertEquals("", seen.out());
        assertEquals(2, seen.exitCode());
        assertEquals(List.of(), Example.entries(Example.work(base)));
    }

    private void makeWithBash(String script) throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/bin/bash")));
        Process bash = new ProcessBuilder("/bin/bash", "-c", script)
                .directory(tree.toFile())
                .inheritIO()
                .start();
        assertEquals(0, bash.waitFor());
    }

    private Path makeEndlessFile() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        Path file = tree.resolve("endless");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(ENDLESS_BYTES);
        }
        return file;
    }

    /** The worker that has a file open, or 0. */
    private static long reader(Example example, Path file) throws IOException {
        Path real = file.toRealPath();
        for (long worker : example.workers()) {
            try (Stream<Path> open = Files.list(Path.of("/proc/" + worker + "/fd"))) {
                if (open.anyMatch(link -> isTo(link, real))) {
                    return worker;
                }
            } catch (NoSuchFileException ended) {
                continue;
            }
        }
        return 0;
    }

    private static boolean isTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /** Root may read everything, unless it gives that right away. */
    private static List<String> withoutRootsRights() {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        Path setpriv = Path.of("/usr/bin/setpriv");
        assumeTrue(Files.isExecutable(setpriv));
        return List.of(setpriv.toString(), "--bounding-set=-dac_override,-dac_read_search");
    }

    private static void forbid(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    }

    private static void allow(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }
}
