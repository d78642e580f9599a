package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessLock;
import io.processpool.manager.Manager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How a manager's server starts. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerStartTest {
    @TempDir
    private Path directory;

    /** Each takes a JVM several milliseconds at its first use, and who starts a manager waits for the first answer. */
    @Test
    void firstAnswerNeedsNeitherJavaSerializationNorLambdasOfOurs() throws Exception {
        openAndCloseOneWithAKey();
        Path log = directory.resolve("classes");
        try (Manager manager =
                Manager.builder().jvmOptions("-Xlog:class+load:file=" + log).start()) {
            InterProcessLock lock = manager.newLock();
            lock.lock();
            lock.unlock();
            List<String> loaded = Files.readAllLines(log);
            assertTrue(loaded.stream().anyMatch(line -> line.contains(" io.processpool.worker.manager.ServedLock ")));
            List<String> dear = loaded.stream()
                    .filter(line -> line.contains(" java.io.ObjectInputStream ")
                            || line.contains(" java.io.ObjectOutputStream ")
                            || line.contains(" io.processpool.") && line.contains("$$Lambda"))
                    .toList();
            assertEquals(List.of(), dear);
        }
    }

    /** Children inherit the keys of managers that are open, by Java serialization; not those of others. */
    private static void openAndCloseOneWithAKey() {
        Manager.builder()
                .address("localhost", 0)
                .authKey(new byte[16])
                .startInProcess()
                .close();
    }

    /** Logback takes a third of a second to start, and who closes a manager waits for its end. */
    @Test
    void endInGoodOrderStartsNoLogger() throws Exception {
        Path log = directory.resolve("classes");
        Manager manager =
                Manager.builder().jvmOptions("-Xlog:class+load:file=" + log).start();
        InterProcessLock lock = manager.newLock();
        lock.lock();
        lock.unlock();
        manager.close();
        List<String> loaded = Files.readAllLines(log);
        assertTrue(loaded.stream().anyMatch(line -> line.contains(" io.processpool.worker.manager.ServedLock ")));
        assertEquals(
                List.of(),
                loaded.stream().filter(line -> line.contains(" org.slf4j.")).toList());
    }

    @Test
    void interruptDuringTheStartIsKept() {
        Thread.currentThread().interrupt();
        try (Manager manager = Manager.start()) {
            assertTrue(Thread.currentThread().isInterrupted());
            assertEquals(List.of(), manager.newList());
        } finally {
            assertTrue(Thread.interrupted());
        }
    }
}
