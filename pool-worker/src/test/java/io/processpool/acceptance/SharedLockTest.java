package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessLock;
import io.processpool.RuntimeError;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One lock in many workers, handed over by the initializer. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class SharedLockTest {
    private static InterProcessLock lock;
    private static Path counter;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void makeCounter() throws IOException {
        file = directory.resolve("counter");
        Files.writeString(file, "0");
    }

    private static void init(InterProcessLock shared, Path path) {
        lock = shared;
        counter = path;
    }

    private static int next(Path path) throws IOException {
        int value = Integer.parseInt(Files.readString(path)) + 1;
        Files.writeString(path, String.valueOf(value));
        return value;
    }

    private static int increment(int n) throws IOException {
        return lock.call(() -> next(counter));
    }

    private static void incrementInSections(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            switch (i % 3) {
                case 0 -> lock.run(() -> next(counter));
                case 1 -> {
                    lock.lock();
                    try {
                        next(counter);
                    } finally {
                        lock.unlock();
                    }
                }
                default -> {
                    try (InterProcessLock.Held held = lock.acquire()) {
                        next(counter);
                    }
                }
            }
        }
    }

    private void assertNoUpdateIsLost(ProcessPool pool) throws IOException {
        List<Integer> values = pool.withChunkSize(1).map(SharedLockTest::increment, MapTest.range(400));
        assertEquals(
                MapTest.range(401).subList(1, 401), values.stream().sorted().toList(), "each value once");
        assertEquals("400", Files.readString(file));
    }

    @Test
    void handedOverByInitargsExcludesTheWorkers() throws Exception {
        ProcessLock shared = ProcessLock.create();
        try (ProcessPool pool = ProcessPool.builder()
                .processes(4)
                .initializer(SharedLockTest::init, shared, file)
                .build()) {
            assertNoUpdateIsLost(pool);
        }
        assertFalse(shared.isLocked());
    }

    @Test
    void capturedByTheInitializerExcludesTheWorkers() throws Exception {
        ProcessLock shared = ProcessLock.create();
        Path path = file;
        try (ProcessPool pool = ProcessPool.builder()
                .processes(4)
                .initializer(() -> init(shared, path))
                .build()) {
            assertNoUpdateIsLost(pool);
        }
    }

    @Test
    void parentAndWorkersExcludeEachOtherWithAnyFormOfSection() throws Exception {
        ProcessLock shared = ProcessLock.create();
        try (ProcessPool pool = ProcessPool.builder()
                .processes(3)
                .initializer(SharedLockTest::init, shared, file)
                .build()) {
            AsyncResult<Void> workers =
                    pool.withChunkSize(1).mapAsync(SharedLockTest::incrementInSections, List.of(300, 300, 300));
            init(shared, file);
            incrementInSections(300);
            workers.join();
        }
        assertEquals("1200", Files.readString(file));
    }

    @Test
    void parentSeesWhatAWorkerHolds() throws Exception {
        ProcessLock shared = ProcessLock.create();
        Path held = directory.resolve("held");
        Path gate = directory.resolve("gate");
        try (ProcessPool pool = ProcessPool.builder()
                .processes(1)
                .initializer(SharedLockTest::init, shared, file)
                .build()) {
            long pid = pool.apply(() -> ProcessHandle.current().pid());
            AsyncResult<Void> holder = pool.applyAsync(() -> lock.run(() -> {
                Marks.open(held);
                Marks.await(gate);
            }));
            Marks.await(held);
            assertTrue(shared.isLocked());
            assertEquals(pid, shared.ownerPid().orElseThrow());
            assertFalse(shared.tryLock());
            assertFalse(shared.tryLock(Delays.SHORT.toMillis(), TimeUnit.MILLISECONDS));
            assertThrows(IllegalMonitorStateException.class, shared::unlock);
            Marks.open(gate);
            holder.join();
            assertTrue(shared.tryLock(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS));
            shared.unlock();
        }
    }

    @Test
    void replacementOfAWorkerGetsTheSameLock() throws Exception {
        ProcessLock shared = ProcessLock.create();
        try (ProcessPool pool = ProcessPool.builder()
                .processes(2)
                .maxTasksPerChild(10)
                .initializer(SharedLockTest::init, shared, file)
                .build()) {
            List<Integer> values = pool.map(SharedLockTest::increment, MapTest.range(60));
            assertEquals(
                    MapTest.range(61).subList(1, 61), values.stream().sorted().toList());
        }
    }

    @Test
    void rawLockOfOneJvmIsRefusedAsAnInitarg() {
        ReentrantLock raw = new ReentrantLock();
        RuntimeError thrown = assertThrows(
                RuntimeError.class,
                () -> ProcessPool.builder()
                        .processes(1)
                        .initializer(l -> {}, raw)
                        .build());
        assertTrue(thrown.getMessage().startsWith("ReentrantLock objects should only be shared"), thrown::getMessage);
    }
}
