package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.log.Warnings;
import io.processpool.internal.spawn.ProcessEvents;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** This thread plays a worker's thread. */
@Timeout(30)
class TaskLocksTest {

    private final Warnings warnings = new Warnings();
    private final ProcessLock lock = ProcessLock.create();
    private final ProcessReentrantLock reentrant = ProcessReentrantLock.create();
    private final ProcessReadWriteLock both = ProcessReadWriteLock.create();

    @BeforeEach
    void begin() {
        ProcessEvents.tasksBegin();
    }

    private static void endTask() {
        ProcessEvents.taskEnded(1, 3);
    }

    @AfterEach
    void leaveNoTaskThreadBehind() throws Exception {
        endTask();
        FutureTask<Boolean> other = new FutureTask<>(ProcessEvents::tasksBegin, true);
        new Thread(other).start();
        other.get();
        warnings.close();
    }

    @Test
    void whatATaskStillHoldsAtItsEndIsGivenBack() {
        lock.lock();
        reentrant.lock();
        reentrant.lock();
        endTask();
        assertFalse(lock.isLocked());
        assertFalse(reentrant.isLocked());
        assertEquals(0, reentrant.getHoldCount());
        assertEquals(
                List.of("item 3 of call 1 ended while its thread, "
                        + Thread.currentThread().getName() + ", still held a ProcessLock; it was given back: call"
                        + " unlock() in a finally block, or use run(...)"),
                warnings.about("a ProcessLock"));
        assertEquals(1, warnings.about("still held a ProcessReentrantLock").size());
    }

    @Test
    void whoUnlocksHearsNothing() {
        lock.run(() -> reentrant.run(() -> {}));
        endTask();
        assertEquals(List.of(), warnings.messages());
    }

    @Test
    void eachTaskIsLookedAfter() {
        for (int task = 0; task < 3; task++) {
            lock.lock();
            lock.unlock();
            assertTrue(lock.tryLock());
            endTask();
            assertFalse(lock.isLocked());
        }
    }

    @Test
    void whatTheInitializerTookIsKept() throws Exception {
        FutureTask<Boolean> worker = new FutureTask<>(() -> {
            lock.lock();
            reentrant.lock();
            ProcessEvents.tasksBegin();
            reentrant.lock();
            endTask();
            assertTrue(lock.isHeldByCurrentThread());
            assertEquals(1, reentrant.getHoldCount(), "what the task added is given back");
            // Given up by a task, it is the initializer's no more.
            lock.unlock();
            lock.lock();
            reentrant.unlock();
            reentrant.lock();
            endTask();
            return lock.isLocked() || reentrant.isLocked();
        });
        new Thread(worker).start();
        assertFalse(worker.get());
    }

    @Test
    void aHelperThreadKeepsItsLock() throws Exception {
        FutureTask<Boolean> helper = new FutureTask<>(lock::tryLock);
        new Thread(helper).start();
        assertTrue(helper.get());
        endTask();
        assertTrue(lock.isLocked());
    }

    @Test
    void whatWasGivenBackIsNotTouched() throws Exception {
        lock.lock();
        lock.unlock();
        FutureTask<Boolean> helper = new FutureTask<>(lock::tryLock);
        new Thread(helper).start();
        assertTrue(helper.get());
        endTask();
        assertTrue(lock.isLocked(), "it is another thread's by now");
    }

    // Reading and writing

    @Test
    void whatATaskStillReadsAndWritesAtItsEndIsGivenBack() {
        both.writeLock().lock();
        both.readLock().lock();
        both.readLock().lock();
        endTask();
        assertEquals(0, both.getReadHoldCount());
        assertEquals(0, both.getReadLockCount());
        assertEquals(0, both.getWriteHoldCount());
        assertEquals(
                1,
                warnings.about("still held a read lock of a ProcessReadWriteLock; it was given back")
                        .size());
        assertEquals(2, warnings.messages().size(), () -> warnings.messages().toString());
    }

    @Test
    void aReadLockIsLookedAfterInEachTask() {
        for (int task = 1; task <= 3; task++) {
            both.readLock().lock();
            both.readLock().unlock();
            both.readLock().lock();
            endTask();
            assertEquals(0, both.getReadLockCount());
            assertEquals(task, warnings.messages().size());
        }
        both.readLock().run(() -> {});
        endTask();
        assertEquals(3, warnings.messages().size());
    }

    @Test
    void aReadLockOfTheInitializerIsKept() throws Exception {
        FutureTask<Boolean> worker = new FutureTask<>(() -> {
            both.readLock().lock();
            ProcessEvents.tasksBegin();
            both.readLock().lock();
            endTask();
            assertEquals(1, both.getReadHoldCount(), "what the task added is given back");
            // Given up by a task, it is the initializer's no more.
            both.readLock().unlock();
            both.readLock().lock();
            endTask();
            return both.getReadHoldCount() == 0;
        });
        new Thread(worker).start();
        assertTrue(worker.get());
    }

    @Test
    void aHelperThreadKeepsItsReadLock() throws Exception {
        FutureTask<Boolean> helper = new FutureTask<>(both.readLock()::tryLock);
        new Thread(helper).start();
        assertTrue(helper.get());
        endTask();
        assertEquals(1, both.getReadLockCount());
        assertEquals(List.of(), warnings.messages());
    }

    @Test
    void permitsAreNobodysAndAreNotGivenBack() throws Exception {
        ProcessSemaphore tracking = ProcessSemaphore.createTrackingHolders(2);
        tracking.acquire();
        endTask();
        assertEquals(1, tracking.availablePermits());
        assertEquals(List.of(), warnings.messages());
        tracking.release();
    }
}
