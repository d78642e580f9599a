package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotAllocator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessLockTest {

    private final Slot slot = SlotAllocator.allocate();
    private final ProcessLock lock = new ProcessLock(slot);

    private long counter; // guarded by lock: not atomic, so that a lost update shows

    @Test
    void eightThreadsExcludeEachOther() throws InterruptedException {
        Thread[] threads = new Thread[8];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    lock.lock();
                    counter++;
                    lock.unlock();
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(160_000, counter);
        assertFalse(lock.isLocked());
    }

    @Test
    void theOwnerIsToldInEveryForm() {
        long pid = ProcessHandle.current().pid();
        assertEquals("ProcessLock[unlocked]", lock.toString());
        assertEquals(Optional.empty(), lock.ownerPid());
        lock.lock();
        assertTrue(lock.isLocked());
        assertTrue(lock.isHeldByCurrentThread());
        String thread = Thread.currentThread().getName();
        assertEquals("ProcessLock[owner=pid " + pid + ", thread " + thread + "]", lock.toString());
        assertEquals(Optional.of(pid), lock.ownerPid());
        lock.unlock();
        assertFalse(lock.isLocked());
        assertFalse(lock.isHeldByCurrentThread());
    }

    @Test
    void tryLockTakesWhatIsFreeAndNeverWaits() throws Exception {
        assertTrue(lock.tryLock());
        assertFalse(inAnotherThread(() -> lock.tryLock()));
        assertFalse(inAnotherThread(() -> lock.tryLock(0, TimeUnit.SECONDS)));
        assertFalse(inAnotherThread(() -> lock.tryLock(-1, TimeUnit.DAYS)));
        assertFalse(inAnotherThread(() -> lock.tryLock(Duration.ZERO)));
        lock.unlock();
        assertTrue(lock.tryLock(-1, TimeUnit.SECONDS));
        lock.unlock();
        assertTrue(lock.tryLock(Duration.ofSeconds(Long.MAX_VALUE)));
        lock.unlock();
    }

    @Test
    void tryLockGivesUpWhenItsTimeIsOver() throws Exception {
        lock.lock();
        long waited = inAnotherThread(() -> {
            long start = System.nanoTime();
            assertFalse(lock.tryLock(20, TimeUnit.MILLISECONDS));
            return System.nanoTime() - start;
        });
        assertTrue(waited >= 20_000_000, () -> "waited " + waited + " ns");
        lock.unlock();
    }

    @Test
    void tryLockGivesUpInTheQueueToo() throws Exception {
        lock.lock();
        FutureTask<Boolean> head = start(() -> {
            lock.lock();
            lock.unlock();
            return true;
        });
        awaitWaiter();
        assertFalse(inAnotherThread(() -> lock.tryLock(5, TimeUnit.MILLISECONDS)));
        lock.unlock();
        assertTrue(head.get());
    }

    @Test
    void tryLockWithTimeTakesWhatIsReleasedInTime() throws Exception {
        lock.lock();
        FutureTask<Boolean> waiter = start(() -> {
            boolean taken = lock.tryLock(Long.MAX_VALUE, TimeUnit.DAYS);
            lock.unlock();
            return taken;
        });
        awaitWaiter();
        lock.unlock();
        assertTrue(waiter.get());
    }

    @Test
    void lockKeepsTheInterruptAndWaitsOn() throws Exception {
        lock.lock();
        FutureTask<Boolean> waiter = new FutureTask<>(() -> {
            lock.lock();
            lock.unlock();
            return Thread.interrupted();
        });
        Thread thread = new Thread(waiter);
        thread.start();
        awaitWaiter();
        thread.interrupt();
        assertFalse(inAnotherThread(() -> lock.tryLock(5, TimeUnit.MILLISECONDS)), "still held");
        assertFalse(waiter.isDone());
        lock.unlock();
        assertTrue(waiter.get());
    }

    @Test
    void anInterruptEndsAnInterruptibleWaitWithoutTheLock() throws Exception {
        lock.lock();
        for (Callable<Boolean> wait : interruptibleWaits()) {
            FutureTask<Boolean> head = new FutureTask<>(wait);
            Thread thread = new Thread(head);
            thread.start();
            awaitWaiter();
            FutureTask<Boolean> queued = new FutureTask<>(wait);
            Thread queuedThread = new Thread(queued);
            queuedThread.start();
            thread.interrupt();
            queuedThread.interrupt();
            assertInterrupted(head);
            assertInterrupted(queued);
        }
        assertTrue(lock.isHeldByCurrentThread());
        lock.unlock();
        assertFalse(lock.isLocked());
    }

    @Test
    void anInterruptedThreadDoesNotTakeEvenAFreeLock() throws Exception {
        for (Callable<Boolean> wait : interruptibleWaits()) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, wait::call);
            assertFalse(Thread.currentThread().isInterrupted());
        }
        assertFalse(lock.isLocked());
    }

    @Test
    void aSecondLockIsAnErrorAndNotADeadlock() throws Exception {
        lock.lock();
        String message = assertThrows(IllegalStateException.class, lock::lock).getMessage();
        assertTrue(message.contains("ProcessReentrantLock"), message);
        assertThrows(IllegalStateException.class, lock::lockInterruptibly);
        assertThrows(IllegalStateException.class, () -> lock.tryLock(1, TimeUnit.NANOSECONDS));
        assertFalse(lock.tryLock());
        assertFalse(lock.tryLock(0, TimeUnit.SECONDS));
        lock.unlock();
        assertFalse(lock.isLocked());
    }

    @Test
    void unlockByAnotherThreadNamesTheOwner() throws InterruptedException {
        lock.lock();
        FutureTask<Boolean> other = start(() -> {
            lock.unlock();
            return true;
        });
        Throwable error = assertThrows(ExecutionException.class, other::get).getCause();
        assertEquals(IllegalMonitorStateException.class, error.getClass());
        String owner = "owner=pid " + ProcessHandle.current().pid() + ", thread "
                + Thread.currentThread().getName();
        assertTrue(error.getMessage().contains(owner), error::getMessage);
        assertTrue(lock.isHeldByCurrentThread());
        lock.unlock();
    }

    @Test
    void unlockOfAFreeLockSaysSo() {
        String message =
                assertThrows(IllegalMonitorStateException.class, lock::unlock).getMessage();
        assertTrue(message.contains("ProcessLock[unlocked]"), message);
    }

    @Test
    void itsConditionsBelongToIt() {
        assertEquals(lock, lock.newCondition().getLock());
    }

    @Test
    void handlesOfOneLockAreEqualAndShareItsOwner() {
        ProcessLock other = new ProcessLock(slot.handle().open());
        assertEquals(lock, other);
        assertEquals(lock.hashCode(), other.hashCode());
        assertNotEquals(lock, ProcessLock.create());
        lock.lock();
        assertTrue(other.isHeldByCurrentThread());
        other.unlock();
        assertFalse(lock.isLocked());
    }

    @Test
    void bodiesReleaseWhateverHappens() {
        assertEquals("value", lock.call(() -> lock.isHeldByCurrentThread() ? "value" : "not held"));
        assertThrows(
                IllegalArgumentException.class,
                () -> lock.run(() -> {
                    throw new IllegalArgumentException();
                }));
        assertFalse(lock.isLocked());
    }

    private List<Callable<Boolean>> interruptibleWaits() {
        return List.of(
                () -> {
                    lock.lockInterruptibly();
                    return true;
                },
                () -> lock.tryLock(1, TimeUnit.DAYS));
    }

    private static void assertInterrupted(FutureTask<Boolean> task) {
        Throwable error = assertThrows(ExecutionException.class, task::get).getCause();
        assertEquals(InterruptedException.class, error.getClass());
    }

    /** Waits until a thread waits for the word. */
    private void awaitWaiter() throws InterruptedException {
        while (!LockEntry.of(slot, LockKind.PLAIN).hasParkedHead()) {
            Thread.sleep(1);
        }
    }

    private static <T> T inAnotherThread(Callable<T> body) throws Exception {
        return start(body).get();
    }

    private static <T> FutureTask<T> start(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        new Thread(task).start();
        return task;
    }
}
