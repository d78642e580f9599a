package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RuntimeError;
import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.spawn.SpawningScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessReentrantLockTest {

    private final ProcessReentrantLock lock = ProcessReentrantLock.create();

    private long counter; // guarded by lock: not atomic, so that a lost update shows

    @Test
    void oneThreadLocksAgainInEveryWay() throws InterruptedException {
        assertEquals(0, lock.getHoldCount());
        lock.lock();
        lock.lockInterruptibly();
        assertTrue(lock.tryLock());
        assertTrue(lock.tryLock(1, TimeUnit.SECONDS));
        assertTrue(lock.tryLock(0, TimeUnit.SECONDS));
        assertEquals(5, lock.getHoldCount());
        for (int i = 5; i > 0; i--) {
            assertTrue(lock.isHeldByCurrentThread());
            assertEquals(i, lock.getHoldCount());
            lock.unlock();
        }
        assertFalse(lock.isLocked());
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
    }

    @Test
    void itIsFreeForOthersOnlyAfterTheLastUnlock() throws Exception {
        lock.lock();
        lock.lock();
        lock.unlock();
        boolean taken = inAnotherThread(() -> lock.tryLock());
        assertFalse(taken);
        int holds = inAnotherThread(() -> lock.getHoldCount());
        assertEquals(0, holds);
        lock.unlock();
        taken = inAnotherThread(() -> {
            boolean takenThere = lock.tryLock();
            lock.unlock();
            return takenThere;
        });
        assertTrue(taken);
    }

    @Test
    void anotherThreadCannotUnlock() {
        lock.lock();
        Throwable error = assertThrows(
                        ExecutionException.class,
                        () -> inAnotherThread(() -> {
                            lock.unlock();
                            return true;
                        }))
                .getCause();
        assertEquals(IllegalMonitorStateException.class, error.getClass());
        assertTrue(error.getMessage().contains("ProcessReentrantLock[owner="), error::getMessage);
        assertEquals(1, lock.getHoldCount());
        lock.unlock();
    }

    @Test
    void threadsExcludeEachOther() throws InterruptedException {
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 10_000; i++) {
                    lock.run(() -> lock.run(() -> counter++));
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(40_000, counter);
        assertFalse(lock.isLocked());
    }

    @Test
    void anInterruptedThreadDoesNotEvenEnterAgain() {
        lock.lock();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, lock::lockInterruptibly);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> lock.tryLock(1, TimeUnit.SECONDS));
        assertEquals(1, lock.getHoldCount());
        lock.unlock();
    }

    @Test
    @SuppressWarnings("try") // The scope is there to be closed.
    void itTravelsToAChildsStartOnly() throws Exception {
        String message = assertThrows(RuntimeError.class, () -> serialize(lock)).getMessage();
        assertTrue(message.startsWith("RLock objects should only be shared"), message);
        try (SpawningScope scope = SpawningScope.open()) {
            Object copy = new ObjectInputStream(new ByteArrayInputStream(serialize(lock))).readObject();
            assertEquals(lock, copy);
            assertEquals(ProcessReentrantLock.class, copy.getClass());
        }
        assertNotEquals(lock, ProcessReentrantLock.create());
    }

    @Test
    @SuppressWarnings("try") // The scope is there to be closed.
    void theOwnerIsOneThreadOfOneProcess() throws Exception {
        try (ChildJvm child = ChildJvm.start(OwnerKilledTest.Holder.class)) {
            try (SpawningScope scope = SpawningScope.open()) {
                child.send(lock);
            }
            assertEquals("held", child.readLine());
            assertFalse(lock.tryLock());
            assertEquals(child.pid(), lock.owner().orElseThrow().pid());
        }
    }

    @Test
    void waitersAreEstimated() throws Exception {
        assertEquals(0, lock.waiters());
        lock.lock();
        FutureTask<Boolean> waiter = new FutureTask<>(() -> {
            lock.lock();
            lock.unlock();
            return true;
        });
        new Thread(waiter).start();
        while (lock.waiters() != 1) {
            Thread.sleep(1);
        }
        lock.unlock();
        assertTrue(waiter.get());
        assertEquals(0, lock.waiters());
    }

    private static byte[] serialize(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static <T> T inAnotherThread(Callable<T> body) throws Exception {
        FutureTask<T> task = new FutureTask<>(body);
        new Thread(task).start();
        return task.get();
    }
}
