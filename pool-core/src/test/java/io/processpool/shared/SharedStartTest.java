package io.processpool.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.sync.ProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.io.File;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a program sees of the first use, or does not. */
@Timeout(120)
class SharedStartTest {

    private static final boolean HAS_UNSAFE_FLAG = Runtime.version().feature() >= 23;

    @Test
    void chronicleStartsWithoutAWord() throws Exception {
        List<String> options = HAS_UNSAFE_FLAG ? List.of("--sun-misc-unsafe-memory-access=allow") : List.of();
        assertEquals("7\n", run(options, Counting.class, ""));
    }

    @ParameterizedTest
    @ValueSource(classes = {Counting.class, CountingWhileTheUsersLogStarts.class})
    void chronicleStartsWithoutAWordInTheUsersLogEither(Class<?> main) throws Exception {
        List<String> options = HAS_UNSAFE_FLAG ? List.of("--sun-misc-unsafe-memory-access=allow") : List.of();
        List<Class<?>> logback = List.of(ch.qos.logback.classic.Logger.class, ch.qos.logback.core.Context.class);
        assertEquals("7\n", run(options, logback, main, ""));
    }

    @Test
    void withoutItsFlagTheJdkWarnsAndNobodyElse() throws Exception {
        assertEquals("7", SharedChild.withoutWarnings(run(List.of(), Counting.class, "")));
    }

    @Test
    void aProgramWithLocksOnlyLoadsNoChronicle() throws Exception {
        String output = run(List.of("-Xlog:class+load"), Locking.class, "");
        assertTrue(output.contains("io.processpool.sync.ProcessLock "), output);
        assertFalse(output.contains("net.openhft"), output);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noSpaceIsAnErrorAtCreationThatNamesWhatAndHowMuch() throws Exception {
        // A file may not become longer than 4 MiB: to the writer that is a full file system.
        String output = run(List.of(), Large.class, "ulimit -f 8192; ");
        assertTrue(
                output.contains(
                        "cannot create segment: purpose=SharedIntArray, lengthBytes=40000000, directory=/dev/shm: File too large"),
                output);
        assertTrue(output.contains("and a small one works: 3"), output);
    }

    private static String run(List<String> options, Class<?> main, String shellPrefix) throws Exception {
        return run(options, List.of(), main, shellPrefix);
    }

    /** Runs a program to its end; its output and errors. */
    private static String run(List<String> options, List<Class<?>> moreClassPath, Class<?> main, String shellPrefix)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx128m"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(moreClassPath), main.getName()));
        if (!shellPrefix.isEmpty()) {
            String quoted = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
            command = List.of("bash", "-c", shellPrefix + "exec " + quoted);
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String classPath(List<Class<?>> more) {
        return Stream.concat(SharedChild.CLASS_PATH.stream(), more.stream())
                .map(SharedStartTest::location)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static final class Counting {
        public static void main(String[] args) {
            System.out.println(SharedInt.create(3).addAndGet(4));
        }
    }

    static final class CountingWhileTheUsersLogStarts {
        public static void main(String[] args) {
            Thread starter = new Thread(() -> LoggerFactory.getLogger("user"));
            starter.start();
            while (starter.isAlive() && !isIn("performInitialization", starter)) {
                Thread.onSpinWait();
            }
            Counting.main(args);
        }

        private static boolean isIn(String method, Thread thread) {
            return Stream.of(thread.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals(method));
        }
    }

    static final class Locking {
        public static void main(String[] args) {
            ProcessLock.create().run(() -> ProcessReentrantLock.create().lock());
        }
    }

    static final class Large {
        public static void main(String[] args) {
            try {
                SharedIntArray.create(10_000_000);
            } catch (UncheckedIOException e) {
                System.out.println(e.getMessage());
            }
            System.out.println("and a small one works: " + SharedInt.create(3).get());
        }
    }
}
