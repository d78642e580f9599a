package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RemoteRunnable;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessLock;
import io.processpool.sync.ProcessReadWriteLock;
import io.processpool.sync.ProcessReentrantLock;
import io.processpool.sync.ProcessSemaphore;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a task's own thread still holds when the task ends is given back, and told of; what belongs to others is not touched. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class TaskEndTest {
    @TempDir
    private Path directory;

    /** What the programs share with their workers. */
    record Shared(ProcessLock lock, ProcessReentrantLock reentrant, ProcessReadWriteLock both, ProcessSemaphore permits)
            implements Serializable {
        static Shared create() {
            return new Shared(
                    ProcessLock.create(),
                    ProcessReentrantLock.create(),
                    ProcessReadWriteLock.create(),
                    ProcessSemaphore.createTrackingHolders(1));
        }
    }

    private static Shared shared;

    private static void init(Shared theirs) {
        shared = theirs;
    }

    private static void initAndLock(Shared theirs) {
        shared = theirs;
        shared.lock.lock();
        shared.reentrant.lock();
        shared.both.readLock().lock();
    }

    private static ProcessPool pool(int workers) {
        return ProcessPool.builder()
                .processes(workers)
                .initializer(TaskEndTest::init, shared)
                .build();
    }

    private static boolean takes(Lock lock) throws InterruptedException {
        if (!lock.tryLock(Delays.LONG.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        lock.unlock();
        return true;
    }

    private List<String> warningsOf(Class<?> main) throws Exception {
        try (Program program = Program.startWithoutLogger(directory, main, directory.toString())) {
            assertEquals(0, program.awaitEnd(), () -> program.err().toString());
            assertEquals(
                    List.of("as expected"), program.out(), () -> program.err().toString());
            return program.err();
        }
    }

    /** Prints that it is so, for the test. */
    private static void expect(boolean... all) {
        for (int i = 0; i < all.length; i++) {
            if (!all[i]) {
                System.out.println("not so: " + i);
                return;
            }
        }
        System.out.println("as expected");
    }

    private static void assertTold(String task, String what, String warning) {
        String expected = "processpool WARN " + task + " ended while its thread, pool-1-worker-\\d, still held " + what
                + "; it was given back: call unlock\\(\\) in a finally block, or use run\\(...\\)";
        assertTrue(warning.matches(expected), warning);
    }

    // -- given back

    static final class Returning {
        static void lockInThree(int n) {
            if (n == 3) {
                shared.lock.lock();
            }
        }

        public static void main(String[] arguments) throws Exception {
            shared = Shared.create();
            try (ProcessPool pool = pool(2)) {
                pool.withChunkSize(1).map(Returning::lockInThree, MapTest.range(6));
                expect(takes(shared.lock), pool.apply(() -> takes(shared.lock)), shared.lock.recoveries() == 0);
            }
        }
    }

    @Test
    void aLockThatATaskLeavesIsGivenBackWithOneWarningThatNamesTheTask() throws Exception {
        List<String> warnings = warningsOf(Returning.class);
        assertEquals(1, warnings.size(), warnings::toString);
        assertTold("item 3 of call 1", "a ProcessLock", warnings.get(0));
    }

    static final class Throwing {
        static void lockTwice() throws IOException {
            shared.reentrant.lock();
            shared.reentrant.lock();
            throw new IOException("told by its result");
        }

        public static void main(String[] arguments) throws Exception {
            shared = Shared.create();
            try (ProcessPool pool = pool(1)) {
                AsyncResult<Void> failing = pool.applyAsync((RemoteRunnable) Throwing::lockTwice);
                failing.await();
                expect(!failing.successful(), takes(shared.reentrant));
            }
        }
    }

    @Test
    void aTaskThatThrowsGivesAllHoldsOfALockBackWithOneWarning() throws Exception {
        List<String> warnings = warningsOf(Throwing.class);
        assertEquals(1, warnings.size(), warnings::toString);
        assertTold("item 0 of call 1", "a ProcessReentrantLock", warnings.get(0));
    }

    static final class Reading {
        public static void main(String[] arguments) throws Exception {
            shared = Shared.create();
            try (ProcessPool pool = pool(1)) {
                pool.apply(() -> shared.both.readLock().lock());
                expect(takes(shared.both.writeLock()), shared.both.getReadLockCount() == 0);
            }
        }
    }

    @Test
    void aReadLockThatATaskLeavesLetsTheNextWriterIn() throws Exception {
        List<String> warnings = warningsOf(Reading.class);
        assertEquals(1, warnings.size(), warnings::toString);
        assertTold("item 0 of call 1", "a read lock of a ProcessReadWriteLock", warnings.get(0));
    }

    static final class Writing {
        public static void main(String[] arguments) throws Exception {
            shared = Shared.create();
            try (ProcessPool pool = pool(1)) {
                pool.apply(() -> shared.both.writeLock().lock());
                expect(takes(shared.both.readLock()), takes(shared.both.writeLock()), shared.both.recoveries() == 0);
            }
        }
    }

    @Test
    void aWriteLockThatATaskLeavesLetsTheNextReaderIn() throws Exception {
        List<String> warnings = warningsOf(Writing.class);
        assertEquals(1, warnings.size(), warnings::toString);
        assertTold("item 0 of call 1", "the write lock of a ProcessReadWriteLock", warnings.get(0));
    }

    // -- not touched

    static final class InInitializer {
        public static void main(String[] arguments) throws Exception {
            shared = Shared.create();
            ProcessPool pool = ProcessPool.builder()
                    .processes(1)
                    .initializer(TaskEndTest::initAndLock, shared)
                    .build();
            long pid = pool.apply(() -> ProcessHandle.current().pid());
            pool.map(n -> n, MapTest.range(10));
            expect(
                    shared.lock.ownerPid().orElse(0L) == pid,
                    shared.reentrant.ownerPid().orElse(0L) == pid,
                    shared.both.getReadLockCount() == 1,
                    pool.apply(() -> shared.lock.isHeldByCurrentThread()));
            pool.apply(() -> {
                shared.lock.unlock();
                shared.reentrant.unlock();
                shared.both.readLock().unlock();
            });
            pool.close();
        }
    }

    @Test
    void whatTheInitializerLockedStaysLocked() throws Exception {
        assertEquals(List.of(), warningsOf(InInitializer.class));
    }

    static final class HelperThread {
        static void lockInAThread(Path directory) throws InterruptedException {
            new Thread(() -> hold(directory)).start();
            Marks.await(directory.resolve("held"));
        }

        private static void hold(Path directory) {
            shared.lock.lock();
            shared.both.readLock().lock();
            try {
                Marks.open(directory.resolve("held"));
                Marks.await(directory.resolve("gate"));
            } catch (IOException | InterruptedException failed) {
                throw new AssertionError(failed);
            } finally {
                shared.both.readLock().unlock();
                shared.lock.unlock();
            }
        }

        public static void main(String[] arguments) throws Exception {
            shared = Shared.create();
            Path directory = Path.of(arguments[0]);
            try (ProcessPool pool = pool(1)) {
                pool.apply(HelperThread::lockInAThread, directory);
                pool.map(n -> n, MapTest.range(10));
                boolean isKept = shared.lock.isLocked() && shared.both.getReadLockCount() == 1;
                Marks.open(directory.resolve("gate"));
                expect(isKept, takes(shared.lock), takes(shared.both.writeLock()));
            }
        }
    }

    @Test
    void whatAHelperThreadLockedStaysLocked() throws Exception {
        assertEquals(List.of(), warningsOf(HelperThread.class));
    }

    static final class Permits {
        public static void main(String[] arguments) throws Exception {
            shared = Shared.create();
            try (ProcessPool pool = pool(1)) {
                pool.apply(() -> shared.permits.acquire());
                int afterTheTask = shared.permits.availablePermits();
                pool.apply(() -> shared.permits.release());
                expect(afterTheTask == 0, shared.permits.availablePermits() == 1);
            }
        }
    }

    @Test
    void permitsStayTakenForALaterTaskToRelease() throws Exception {
        assertEquals(List.of(), warningsOf(Permits.class));
    }
}
