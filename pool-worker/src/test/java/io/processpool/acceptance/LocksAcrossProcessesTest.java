package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.Inherit;
import io.processpool.InterProcessLock;
import io.processpool.pool.ChildProcess;
import io.processpool.pool.ProcessPool;
import io.processpool.sync.ProcessBoundedSemaphore;
import io.processpool.sync.ProcessEvent;
import io.processpool.sync.ProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import io.processpool.sync.ProcessSemaphore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Locks and semaphores as two processes see them: CPython's tests of Lock, RLock, Semaphore and BoundedSemaphore. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class LocksAcrossProcessesTest {
    private final ProcessEvent entered = ProcessEvent.create();
    private final ProcessEvent leave = ProcessEvent.create();

    /** Holds a lock in the way that is given, until it may leave. */
    private static void hold(InterProcessLock lock, int times, ProcessEvent entered, ProcessEvent leave)
            throws InterruptedException {
        for (int i = 0; i < times; i++) {
            lock.lock();
        }
        entered.set();
        assertTrue(leave.await(Delays.LONG));
        for (int i = 0; i < times; i++) {
            lock.unlock();
        }
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
    }

    // -- test_lock, test_lock_locked_2processes

    @Test
    void aLockIsLockedForBothProcessesAndFreeForBoth() throws Exception {
        ProcessLock lock = ProcessLock.create();
        ProcessEvent in = entered;
        ProcessEvent out = leave;
        try (Children children = new Children()) {
            children.start(() -> hold(lock, 1, in, out));
            assertTrue(in.await(Delays.LONG));
            assertTrue(lock.isLocked());
            assertFalse(lock.isHeldByCurrentThread());
            assertFalse(lock.tryLock());
            assertThrows(IllegalMonitorStateException.class, lock::unlock);
            out.set();
            children.join();
            assertFalse(lock.isLocked());
        }
        try (Children children = new Children()) {
            lock.lock();
            children.start(() -> {
                assertTrue(lock.isLocked());
                assertFalse(lock.isHeldByCurrentThread());
                assertFalse(lock.tryLock());
                assertFalse(lock.tryLock(1, TimeUnit.MILLISECONDS));
                assertThrows(IllegalMonitorStateException.class, lock::unlock);
            });
            children.join();
            lock.unlock();
        }
    }

    // -- test_rlock, test_rlock_locked_2processes

    @Test
    void aReentrantLockIsLockedForBothUntilTheLastUnlock() throws Exception {
        ProcessReentrantLock lock = ProcessReentrantLock.create();
        ProcessEvent in = entered;
        ProcessEvent out = leave;
        try (Children children = new Children()) {
            children.start(() -> hold(lock, 3, in, out));
            assertTrue(in.await(Delays.LONG));
            assertTrue(lock.isLocked());
            assertEquals(0, lock.getHoldCount());
            assertFalse(lock.tryLock());
            assertThrows(IllegalMonitorStateException.class, lock::unlock);
            out.set();
            children.join();
            assertFalse(lock.isLocked());
        }
        try (Children children = new Children()) {
            lock.lock();
            lock.lock();
            lock.unlock();
            children.start(() -> {
                assertTrue(lock.isLocked());
                assertFalse(lock.tryLock());
                assertEquals(0, lock.getHoldCount());
            });
            children.join();
            lock.unlock();
        }
    }

    // -- test_lock_context, test_rlock_context

    @Test
    void sectionsOfBothKindsGiveTheLockBackInTheChildToo() throws Exception {
        ProcessLock plain = ProcessLock.create();
        ProcessReentrantLock reentrant = ProcessReentrantLock.create();
        try (Children children = new Children()) {
            children.start(() -> {
                try (InterProcessLock.Held held = plain.acquire()) {
                    assertTrue(plain.isHeldByCurrentThread());
                }
                try (InterProcessLock.Held held = reentrant.acquire();
                        InterProcessLock.Held again = reentrant.acquire()) {
                    assertEquals(2, reentrant.getHoldCount());
                }
                assertFalse(plain.isLocked());
                assertFalse(reentrant.isLocked());
            });
            children.join();
        }
        assertTrue(plain.tryLock() && reentrant.tryLock());
    }

    // -- test_repr_lock, test_repr_rlock: who has it is said by pid and name, or by the thread within one process

    @Test
    void eachProcessNamesTheOwner() throws Exception {
        for (InterProcessLock lock : List.of(ProcessLock.create(), ProcessReentrantLock.create())) {
            String kind = lock.getClass().getSimpleName();
            ProcessEvent in = ProcessEvent.create();
            ProcessEvent out = ProcessEvent.create();
            assertEquals(kind + "[unlocked]", lock.toString());
            long here = ProcessHandle.current().pid();
            lock.lock();
            String thread = Thread.currentThread().getName();
            assertEquals(kind + "[owner=pid " + here + ", thread " + thread + "]", lock.toString());
            try (Children children = new Children()) {
                children.start("holder", () -> {
                    String text = lock.toString();
                    assertTrue(text.startsWith(kind + "[owner=pid " + here), text);
                    assertFalse(text.contains("thread"), text);
                    Thread.currentThread().setName("T1");
                    in.set();
                    lock.lock();
                    String own = lock.toString();
                    assertTrue(own.contains(", thread T1"), own);
                    in.clear();
                    assertTrue(out.await(Delays.LONG));
                    lock.unlock();
                });
                assertTrue(in.await(Delays.LONG));
                lock.unlock();
                Await.until("the child has the lock", () -> !in.isSet());
                ChildProcess holder = children.get(0);
                String text = lock.toString();
                assertTrue(text.startsWith(kind + "[owner=") && text.contains("pid=" + holder.pid()), text);
                assertTrue(text.contains("holder"), text);
                out.set();
                children.join();
            }
            assertEquals(kind + "[unlocked]", lock.toString());
        }
    }

    // -- test_semaphore, test_bounded_semaphore

    @Test
    void aSemaphoresPermitsAreThoseOfBothProcesses() throws Exception {
        for (ProcessSemaphore semaphore : List.of(
                ProcessSemaphore.create(2),
                ProcessBoundedSemaphore.create(2),
                ProcessBoundedSemaphore.createTrackingHolders(2))) {
            boolean isBounded = semaphore instanceof ProcessBoundedSemaphore;
            semaphore.acquire();
            assertEquals(1, semaphore.availablePermits());
            try (Children children = new Children()) {
                children.start(() -> {
                    assertEquals(1, semaphore.availablePermits());
                    semaphore.acquire();
                    assertEquals(0, semaphore.availablePermits());
                    assertFalse(semaphore.tryAcquire());
                    semaphore.release();
                });
                children.join();
            }
            semaphore.release();
            assertEquals(2, semaphore.availablePermits());
            try (Children children = new Children()) {
                children.start(() -> {
                    if (isBounded) {
                        assertThrows(IllegalStateException.class, semaphore::release);
                    } else {
                        semaphore.release();
                    }
                });
                children.join();
            }
            assertEquals(isBounded ? 2 : 3, semaphore.availablePermits());
        }
    }

    // -- test_global_named_resource_spawn

    static final class Global {
        @Inherit
        private static ProcessSemaphore semaphore;

        static int permits() {
            return semaphore.availablePermits();
        }
    }

    @Test
    void aSemaphoreInAStaticFieldIsTheSameInAWorkerAndLeavesNothing() throws Exception {
        Global.semaphore = ProcessSemaphore.create(5);
        Global.semaphore.acquire();
        try (ProcessPool pool =
                ProcessPool.builder().processes(1).inherit(Global.class).build()) {
            assertEquals(4, pool.apply(Global::permits));
        }
    }
}
