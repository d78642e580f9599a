package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.ProcessPool;
import io.processpool.shared.SharedInt;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.io.Serializable;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** What SECURITY.md promises of the same machine: other users see nothing, and who connects without the token gets nowhere. */
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class SecretsTest {
    private static final long SELF = ProcessHandle.current().pid();

    /** 16 bytes and more in hexadecimal. The token itself is nowhere to be had, so another alphabet would not be noticed. */
    private static final Pattern SECRET = Pattern.compile("(?i)(?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f])");

    private static List<Path> directories() throws IOException {
        List<Path> found = new ArrayList<>();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(temporary, "processpool-" + SELF + "-*")) {
            directories.forEach(found::add);
        }
        return found;
    }

    /** The files behind the shared memory of this process, by its descriptors. */
    private static List<Path> segments() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                // Their own names: those of directories, such as the one that this is built in, may say the same.
                if (Files.isSymbolicLink(descriptor) && linkOf(descriptor).contains("/processpool-" + SELF + "-")) {
                    found.add(descriptor);
                }
            }
        }
        return found;
    }

    private static String linkOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static Path socketOfThePool() throws IOException {
        List<Path> found = directories().stream()
                .map(directory -> directory.resolve("socket"))
                .filter(Files::exists)
                .toList();
        assertEquals(1, found.size(), found::toString);
        return found.get(0);
    }

    // -- files

    @Test
    void directoryAndSharedMemoryAreTheUsersAlone() throws Exception {
        ProcessLock lock = ProcessLock.create();
        SharedInt value = SharedInt.create(1);
        try (ProcessPool pool = ProcessPool.create(1)) {
            pool.apply(() -> 1);
            List<Path> directories = directories();
            assertFalse(directories.isEmpty());
            for (Path directory : directories) {
                assertEquals("rwx------", permissions(directory));
            }
            List<Path> segments = segments();
            assertFalse(segments.isEmpty(), () -> "shared memory of " + lock + " and " + value);
            for (Path segment : segments) {
                assertTrue(linkOf(segment).endsWith("(deleted)"), () -> "nobody can find " + linkOf(segment));
                assertEquals("rw-------", permissions(segment));
            }
        }
    }

    // -- arguments and environment

    @Test
    void nothingSecretIsInArgumentsOrEnvironment() throws Exception {
        try (ProcessPool pool = ProcessPool.create(2)) {
            TreeSet<String> words = new TreeSet<>();
            for (long pid : pids(pool)) {
                words.addAll(List.of(NothingLeftBehind.commandLine(pid).split("\\s+")));
                words.addAll(List.of(
                        Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0")));
            }
            for (Map.Entry<String, String> inherited : System.getenv().entrySet()) {
                words.remove(inherited.getKey() + "=" + inherited.getValue());
            }
            for (Path directory : directories()) {
                words.addAll(Files.readAllLines(directory.resolve("java.args")));
            }
            List<String> secrets =
                    words.stream().filter(word -> SECRET.matcher(word).find()).toList();
            assertEquals(List.of(), secrets);
        }
    }

    private static TreeSet<Long> pids(ProcessPool pool) throws Exception {
        TreeSet<Long> pids = new TreeSet<>();
        Await.until("both workers have answered", () -> {
            pids.addAll(pool.map(number -> ProcessHandle.current().pid(), List.of(1, 2, 3, 4)));
            return pids.size() == 2;
        });
        return pids;
    }

    // -- strangers

    /** Tells when it is read. */
    static final class Canary implements Serializable {
        private static final long serialVersionUID = 1L;
        private static volatile boolean sang;

        private void readObject(java.io.ObjectInputStream in) {
            sang = true;
        }
    }

    private static byte[] tokenAndCanary(byte[] token) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        bytes.write(token);
        bytes.write(2); // A bulk that holds a serialized object; a worker's would be read once an answer names it.
        bytes.write(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0});
        try (var out = new java.io.ObjectOutputStream(bytes)) {
            out.writeObject(new Canary());
        }
        return bytes.toByteArray();
    }

    @Test
    void strangersOnTheSocketGetNothingReadAndHoldUpNobody() throws Exception {
        Random random = new Random(7);
        List<SocketChannel> strangers = new ArrayList<>();
        Canary.sang = false;
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).maxTasksPerChild(1).build()) {
            Path socket = socketOfThePool();
            for (int i = 0; i < 50; i++) {
                byte[] said = new byte[i % 3 == 0 ? 32 : random.nextInt(200)];
                random.nextBytes(said);
                SocketChannel stranger = SocketChannel.open(StandardProtocolFamily.UNIX);
                stranger.connect(UnixDomainSocketAddress.of(socket));
                stranger.write(ByteBuffer.wrap(i % 2 == 0 ? tokenAndCanary(new byte[32]) : said));
                strangers.add(stranger);
            }
            // A new worker for each: they have to get through the same door.
            for (int i = 0; i < 3; i++) {
                assertEquals("served", pool.apply(() -> "served"));
            }
            assertClosed(strangers.get(0));
            assertFalse(Canary.sang);
        } finally {
            for (SocketChannel stranger : strangers) {
                stranger.close();
            }
        }
    }

    private static void assertClosed(SocketChannel stranger) {
        try {
            assertEquals(-1, stranger.read(ByteBuffer.allocate(1)), "it is told nothing");
        } catch (IOException reset) {
            return; // As good: what it said was not read.
        }
    }
}
