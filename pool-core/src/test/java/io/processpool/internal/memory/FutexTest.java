package io.processpool.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class FutexTest {

    private static final boolean IS_SILENT = Runtime.version().feature() < 22;

    private final Words words = new Words(ByteBuffer.allocateDirect(64));

    @Test
    void aSleepEndsInOneOfThreeWays() throws Exception {
        Futex futex = futex();
        assertEquals(Futex.Wake.CHANGED, futex.sleep(words, 8, 1, 1_000_000));
        long start = System.nanoTime();
        assertEquals(Futex.Wake.TIMED_OUT, futex.sleep(words, 8, 0, 4_000_000));
        assertTrue(System.nanoTime() - start >= 3_000_000);
        FutureTask<Futex.Wake> sleeper = new FutureTask<>(() -> {
            Futex.Wake wake = Futex.Wake.TIMED_OUT;
            while (wake == Futex.Wake.TIMED_OUT) {
                wake = futex.sleep(words, 8, 0, Long.MAX_VALUE);
            }
            return wake;
        });
        new Thread(sleeper).start();
        while (!sleeper.isDone()) {
            futex.wake(words, 4, 1);
            futex.wake(words, 8, 1);
            Thread.onSpinWait();
        }
        assertEquals(Futex.Wake.WOKEN, sleeper.get());
        assertThrows(IndexOutOfBoundsException.class, () -> futex.sleep(words, 64, 0, 0));
    }

    @Test
    void loadingPrintsNothingAndLeavesNothing(@TempDir Path directory) throws Exception {
        assertEquals("loaded=" + IS_SILENT + " left=0", outputOf(true, directory));
    }

    @Test
    void whatTheKilledLeftIsSwept(@TempDir Path directory) throws Exception {
        assumeTrue(IS_SILENT, "would print a warning");
        Path left = directory.resolve("processpool-" + ProcessHandle.current().pid() + "-1-jna123");
        Files.createDirectory(left);
        Files.createFile(left.resolve("jna456.tmp"));
        assertEquals("loaded=true left=0", outputOf(true, directory));
    }

    @Test
    void loadingAtTheEndOfTheJvmLeavesNothing(@TempDir Path directory) throws Exception {
        assumeTrue(IS_SILENT, "would print a warning");
        List<Class<?>> classPath = List.of(Futex.class, FutexTest.class, Native.class);
        for (boolean isLate : new boolean[] {false, true}) {
            try (ChildJvm child = ChildJvm.start(classPath, Ender.class, directory.toString(), "" + isLate)) {
                assertEquals("", child.awaitEnd());
            }
            assertEquals(List.of(), List.of(directory.toFile().list()), "late: " + isLate);
        }
    }

    @Test
    void itCanBeSwitchedOff(@TempDir Path directory) throws Exception {
        assertEquals("loaded=false left=0", outputOf(true, directory, "off"));
    }

    @Test
    void withoutJnaThereIsNone(@TempDir Path directory) throws Exception {
        assertEquals("loaded=false left=0", outputOf(false, directory));
    }

    @Test
    void otherSystemsHaveNone() {
        assertThrows(UnsupportedOperationException.class, () -> FutexNumber.of("Mac OS X", "aarch64"));
        assertThrows(UnsupportedOperationException.class, () -> FutexNumber.of("Linux", "arm"));
        assertEquals(202, FutexNumber.of("Linux", "amd64"));
    }

    @Test
    void whoAsksLaterGetsItAtOnce() throws Exception {
        Futex futex = futex();
        AtomicReference<Futex> given = new AtomicReference<>();
        Futex.request(given::set);
        assertSame(futex, given.get());
    }

    private static Futex futex() throws InterruptedException {
        assumeTrue(IS_SILENT, "would print a warning");
        Futex.request();
        while (Futex.ifLoaded() == null) {
            Thread.sleep(1);
        }
        return Futex.ifLoaded();
    }

    private static String outputOf(boolean withJna, Path directory, String... more) throws Exception {
        List<Class<?>> classPath =
                withJna ? List.of(Futex.class, FutexTest.class, Native.class) : List.of(Futex.class, FutexTest.class);
        String off = more.length == 0 ? "on" : more[0];
        try (ChildJvm child = ChildJvm.start(classPath, Loader.class, directory.toString(), off)) {
            return child.awaitEnd();
        }
    }

    /** Loads the futex with a temporary directory of its own. */
    static final class Loader {
        public static void main(String[] args) throws Exception {
            System.setProperty("java.io.tmpdir", args[0]);
            System.setProperty("user.home", args[0]);
            if (args[1].equals("off")) {
                System.setProperty("processpool.futex", "false");
            }
            AtomicReference<Futex> given = new AtomicReference<>();
            Futex.request(given::set);
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("processpool-futex")) {
                    thread.join();
                }
            }
            if (given.get() != Futex.ifLoaded()) {
                throw new AssertionError("not given to one who asked before it was loaded: " + Futex.ifLoaded());
            }
            File[] left = new File(args[0]).listFiles();
            System.out.println("loaded=" + (Futex.ifLoaded() != null) + " left=" + left.length);
        }
    }

    /** Loads just before it ends, or a little later, in a shutdown hook; ends as soon as there is a directory for that. */
    static final class Ender {
        public static void main(String[] args) {
            System.setProperty("java.io.tmpdir", args[0]);
            System.setProperty("user.home", args[0]);
            File directory = new File(args[0]);
            if (Boolean.parseBoolean(args[1])) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> load(directory)));
            } else {
                load(directory);
            }
            System.exit(0);
        }

        private static void load(File directory) {
            Futex.request();
            Thread loading = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("processpool-futex"))
                    .findFirst()
                    .orElseThrow();
            while (loading.isAlive() && directory.list().length == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
