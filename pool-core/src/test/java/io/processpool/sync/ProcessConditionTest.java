package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RuntimeError;
import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.SegmentHandle;
import io.processpool.internal.memory.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessConditionTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    private final ProcessReentrantLock lock = ProcessReentrantLock.create();
    private final ProcessCondition condition = ProcessCondition.create(lock);

    // Those that have woken, of whatever process.
    private final ProcessSemaphore woken = ProcessSemaphore.create(0);

    @Test
    void oneSignalWakesExactlyOneOfAProcessAndAThread() throws Exception {
        try (ChildJvm child = waitingChild()) {
            FutureTask<Boolean> thread = waitingThread();
            awaitWaiters(2);
            for (int i = 1; i <= 2; i++) {
                lock.run(condition::signal);
                assertTrue(woken.tryAcquire(LONG));
                assertFalse(woken.tryAcquire(Duration.ofMillis(150)), "one each time");
                assertEquals(2 - i, condition.waiters());
            }
            assertTrue(thread.get());
            assertEquals("true", child.awaitEnd());
            lock.run(condition::signal);
            assertEquals(0, condition.waiters());
        }
    }

    @Test
    void signalAllWakesProcessesAndThreadsAfterOthersTimedOut() throws Exception {
        lock.run(() -> assertFalse(condition.await(Duration.ofMillis(30))));
        List<FutureTask<Boolean>> threads = new ArrayList<>();
        try (ChildJvm first = waitingChild();
                ChildJvm second = waitingChild()) {
            for (int i = 0; i < 3; i++) {
                threads.add(waitingThread());
            }
            awaitWaiters(5);
            lock.run(condition::signalAll);
            for (int i = 0; i < 5; i++) {
                assertTrue(woken.tryAcquire(LONG));
            }
            assertEquals("true", first.awaitEnd());
            assertEquals("true", second.awaitEnd());
        }
        for (FutureTask<Boolean> thread : threads) {
            assertTrue(thread.get());
        }
        assertEquals(0, condition.waiters());
    }

    @Test
    void aWaitEndsAfterItsTimeInEveryForm() throws InterruptedException {
        lock.lock();
        long start = System.nanoTime();
        assertFalse(condition.await(Duration.ofMillis(60)));
        assertFalse(condition.await(60, TimeUnit.MILLISECONDS));
        assertTrue(condition.awaitNanos(TimeUnit.MILLISECONDS.toNanos(60)) <= 0);
        assertFalse(condition.awaitUntil(new Date(System.currentTimeMillis() + 60)));
        assertFalse(condition.awaitFor(() -> false, Duration.ofMillis(60)));
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(290));
        assertFalse(condition.await(Duration.ofSeconds(-1)));
        assertEquals(1, lock.getHoldCount());
        lock.unlock();
        assertEquals(0, condition.waiters());
    }

    @Test
    void awaitForSeesWhatAnotherProcessChanges() throws Exception {
        try (Segment segment = Segment.create("test value", 64)) {
            SegmentHandle handle = segment.handle();
            ProcessCondition there = condition;
            try (ChildJvm child = BodyChild.start(() -> {
                Words words = Segment.open(handle).words();
                there.getLock().run(() -> {
                    words.setLongPlain(0, 1);
                    there.signal();
                    System.out.println(there.awaitFor(() -> words.getLongPlain(0) == 4, LONG));
                });
            })) {
                Words words = segment.words();
                lock.run(() -> assertTrue(condition.awaitFor(() -> words.getLongPlain(0) == 1, LONG)));
                for (int i = 2; i <= 4; i++) {
                    long value = i;
                    lock.run(() -> {
                        words.setLongPlain(0, value);
                        condition.signalAll();
                    });
                }
                assertEquals("true", child.awaitEnd());
            }
        }
    }

    @Test
    void allHoldsAreReleasedAndTakenAgain() throws Exception {
        lock.lock();
        lock.lock();
        lock.lock();
        FutureTask<Boolean> signaller = BodyChild.inThread(() -> {
            awaitWaiters(1);
            lock.run(condition::signal);
            return true;
        });
        assertTrue(condition.await(LONG));
        assertEquals(3, lock.getHoldCount());
        assertTrue(signaller.get());
        signaller = BodyChild.inThread(() -> {
            awaitWaiters(1);
            lock.run(condition::signal);
            return true;
        });
        condition.awaitUninterruptibly();
        assertEquals(3, lock.getHoldCount());
        assertTrue(signaller.get());
    }

    @Test
    void aLockMakesConditionsOfItsOwnThatAreIndependent() throws Exception {
        ProcessLock plain = ProcessLock.create();
        ProcessCondition first = plain.newCondition();
        ProcessCondition second = plain.newCondition();
        assertNotEquals(first, second);
        assertEquals(plain, first.getLock());
        FutureTask<Boolean> waiter = BodyChild.inThread(() -> plain.call(() -> first.await(LONG)));
        BodyChild.until(() -> first.waiters() == 1);
        plain.run(second::signalAll);
        assertEquals(1, first.waiters());
        plain.run(first::signalAll);
        assertTrue(waiter.get());
    }

    @Test
    void withoutTheLockNothingIsDone() {
        assertThrows(IllegalMonitorStateException.class, condition::await);
        assertThrows(IllegalMonitorStateException.class, condition::awaitUninterruptibly);
        assertThrows(IllegalMonitorStateException.class, condition::signal);
        assertThrows(IllegalMonitorStateException.class, condition::signalAll);
        assertThrows(IllegalMonitorStateException.class, () -> condition.awaitFor(() -> true, LONG));
        assertEquals("ProcessCondition[waiters=0, lock=ProcessReentrantLock[unlocked]]", condition.toString());
    }

    @Test
    void anInterruptedWaiterHasTheLockAgainAndLeavesNoTrace() throws Exception {
        long millis = BodyChild.interruptedWaitMillis(() -> {
            lock.lock();
            try {
                return condition.await(LONG);
            } finally {
                assertEquals(1, lock.getHoldCount());
                lock.unlock();
            }
        });
        assertTrue(millis < 5_000, () -> millis + " ms");
        assertEquals(0, condition.waiters());
        assertFalse(lock.isLocked());
    }

    @Test
    void theSignalOfAKilledWaiterGoesOnToTheNext() throws Exception {
        try (ChildJvm child = waitingChild()) {
            awaitWaiters(1);
            FutureTask<Boolean> next = waitingThread();
            awaitWaiters(2);
            lock.lock();
            // The child came first. It is signalled, but cannot have the lock before it is killed.
            condition.signal();
            assertEquals(1, condition.waiters());
            child.kill();
            lock.unlock();
            assertTrue(next.get());
            assertTrue(woken.tryAcquire(LONG));
            assertFalse(woken.tryAcquire());
        }
        assertEquals(0, condition.waiters());
    }

    @Test
    void theSignalOfAKilledWaiterIsNotForThoseWhoCameLater() throws Exception {
        try (ChildJvm child = waitingChild()) {
            awaitWaiters(1);
            lock.lock();
            condition.signal();
            child.kill();
            assertFalse(condition.await(Duration.ofMillis(400)));
            lock.unlock();
        }
    }

    @Test
    void aSignalPassesOverAWaiterThatIsDeadAlready() throws Exception {
        try (ChildJvm child = waitingChild()) {
            awaitWaiters(1);
            FutureTask<Boolean> next = waitingThread();
            awaitWaiters(2);
            child.kill();
            lock.run(condition::signal);
            assertTrue(next.get());
        }
    }

    @Test
    void itTravelsWithItsLockToAChildsStartOnly() throws Exception {
        ProcessCondition plain = ProcessCondition.create(ProcessLock.create());
        String message = assertThrows(RuntimeError.class, () -> BodyChild.serialize(plain))
                .getMessage();
        assertTrue(message.startsWith("Condition objects should only be shared between processes through"), message);
        ProcessCondition copy = (ProcessCondition) BodyChild.travelled(plain);
        assertEquals(plain, copy);
        assertEquals(plain.getLock(), copy.getLock());
        assertNotEquals(plain, ProcessCondition.create());
    }

    private void awaitWaiters(int number) throws InterruptedException {
        BodyChild.until(() -> condition.waiters() == number);
    }

    private FutureTask<Boolean> waitingThread() {
        return BodyChild.inThread(() -> waitOnce(condition, woken));
    }

    private ChildJvm waitingChild() throws Exception {
        ProcessCondition there = condition;
        ProcessSemaphore wokenThere = woken;
        return BodyChild.start(() -> System.out.println(waitOnce(there, wokenThere)));
    }

    private static boolean waitOnce(ProcessCondition condition, ProcessSemaphore woken) throws InterruptedException {
        condition.getLock().lock();
        try {
            boolean signalled = condition.await(LONG);
            woken.release();
            return signalled;
        } finally {
            condition.getLock().unlock();
        }
    }
}
