package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessBarrier;
import io.processpool.InterProcessCondition;
import io.processpool.InterProcessEvent;
import io.processpool.InterProcessLock;
import io.processpool.InterProcessSemaphore;
import io.processpool.RemoteRunnable;
import io.processpool.pool.AsyncResult;
import io.processpool.pool.ProcessPool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A manager's locks, and what works like them. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerLockTest extends OneManager {
    @TempDir
    private Path directory;

    // Locks

    @Test
    void secondReleaseIsAnError() {
        InterProcessLock lock = manager.newLock();
        lock.lock();
        lock.unlock();
        Exception released = assertThrows(IllegalMonitorStateException.class, lock::unlock);
        assertEquals("release unlocked lock", released.getMessage());
        InterProcessLock reentrant = manager.newReentrantLock();
        Exception unheld = assertThrows(IllegalMonitorStateException.class, reentrant::unlock);
        assertEquals("cannot release un-acquired lock", unheld.getMessage());
    }

    @Test
    void onlyItsOwnerReleasesALockAndOthersAreToldWhoThatIs() throws Exception {
        InterProcessLock lock = manager.newLock();
        lock.lock();
        String pid = "pid=" + ProcessHandle.current().pid();
        OtherThread.run(() -> {
                    Exception refused = assertThrows(IllegalMonitorStateException.class, lock::unlock);
                    assertTrue(refused.getMessage().contains(pid), refused.getMessage());
                    assertFalse(lock.tryLock());
                    assertFalse(lock.tryLock(10, TimeUnit.MILLISECONDS));
                    assertFalse(lock.tryLock(-1, TimeUnit.SECONDS));
                })
                .get();
        assertTrue(lock.toString().contains(pid), lock.toString());
        lock.unlock();
        assertEquals("ManagerLock[unlocked]", lock.toString());
    }

    @Test
    void lockThatIsNotReentrantRefusesToWaitForItself() throws Exception {
        InterProcessLock lock = manager.newLock();
        lock.lock();
        assertThrows(IllegalStateException.class, lock::lock);
        assertThrows(IllegalStateException.class, lock::lockInterruptibly);
        assertThrows(IllegalStateException.class, () -> lock.tryLock(1, TimeUnit.HOURS));
        assertFalse(lock.tryLock());
        assertFalse(lock.tryLock(0, TimeUnit.SECONDS));
        lock.unlock();
    }

    @Test
    void reentrantLockIsGivenBackAsOftenAsItWasTaken() throws Exception {
        InterProcessLock lock = manager.newReentrantLock();
        lock.lock();
        assertTrue(lock.tryLock());
        lock.lockInterruptibly();
        OtherThread<Void> next = OtherThread.run(lock::lock);
        lock.unlock();
        lock.unlock();
        next.assertWaits();
        lock.unlock();
        next.get();
    }

    private static int next(InterProcessLock lock, Path file, int n) throws Exception {
        return lock.call(() -> {
            int value = Integer.parseInt(Files.readString(file)) + 1;
            Files.writeString(file, String.valueOf(value));
            return value;
        });
    }

    @Test
    void lockExcludesWorkers() throws Exception {
        Path file = Files.writeString(directory.resolve("counter"), "0");
        InterProcessLock lock = manager.newLock();
        try (ProcessPool pool = ProcessPool.create(3)) {
            List<Integer> values = pool.withChunkSize(1).map(n -> next(lock, file, n), MapTest.range(300));
            assertEquals(300, new TreeSet<>(values).size());
        }
        assertEquals("300", Files.readString(file));
    }

    @Test
    void hundredThreadsAllGetTheLock() throws Exception {
        InterProcessLock lock = manager.newLock();
        AtomicInteger inside = new AtomicInteger();
        int[] count = new int[1];
        List<OtherThread<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            threads.add(OtherThread.run(() -> {
                for (int n = 0; n < 20; n++) {
                    try (InterProcessLock.Held held = lock.acquire()) {
                        assertEquals(1, inside.incrementAndGet());
                        count[0]++;
                        inside.decrementAndGet();
                    }
                }
            }));
        }
        for (OtherThread<Void> thread : threads) {
            thread.get();
        }
        assertEquals(2000, count[0]);
    }

    @Test
    void proxiesAreEqualIfTheirObjectsAreTheSame() {
        BlockingQueue<Object> queue = manager.newQueue();
        InterProcessLock lock = manager.newLock();
        queue.add(lock);
        Object same = queue.remove();
        assertEquals(lock, same);
        assertEquals(lock.hashCode(), same.hashCode());
        assertNotEquals(lock, manager.newLock());
    }

    // Semaphores and events

    @Test
    void semaphoreLetsInAsManyAsItHasPermits() throws Exception {
        InterProcessSemaphore semaphore = manager.newSemaphore(2);
        semaphore.acquire();
        assertTrue(semaphore.tryAcquire());
        assertFalse(semaphore.tryAcquire());
        assertFalse(semaphore.tryAcquire(Duration.ofMillis(10)));
        OtherThread<Void> next = OtherThread.run(semaphore::acquire);
        next.assertWaits();
        semaphore.release(3);
        next.get();
        assertEquals(2, semaphore.availablePermits());
        assertThrows(IllegalArgumentException.class, () -> manager.newSemaphore(-1));
        assertThrows(IllegalArgumentException.class, () -> semaphore.release(0));
    }

    /** Waits until somebody waits for more permits than there are: from then on nobody who waits gets the one that there is. */
    private static void awaitQueue(InterProcessSemaphore semaphore) throws Exception {
        Await.until("somebody waits", () -> {
            boolean isMine = semaphore.tryAcquire(Duration.ofMillis(1));
            if (isMine) {
                semaphore.release();
            }
            return !isMine;
        });
    }

    @Test
    void severalPermitsAreTakenTogetherInTheOrderOfArrival() throws Exception {
        InterProcessSemaphore semaphore = manager.newBoundedSemaphore(3);
        semaphore.acquire(2);
        assertFalse(semaphore.tryAcquire(2));
        assertFalse(semaphore.tryAcquire(2, Duration.ofMillis(10)));
        assertEquals(1, semaphore.availablePermits());
        OtherThread<Void> all = OtherThread.run(() -> semaphore.acquire(3));
        awaitQueue(semaphore);
        OtherThread<Void> one = OtherThread.run(semaphore::acquire);
        one.assertWaits();
        semaphore.release(2);
        all.get();
        one.assertWaits();
        semaphore.release(3);
        one.get();
        assertEquals(2, semaphore.availablePermits());
        assertThrows(IllegalArgumentException.class, () -> semaphore.acquire(4));
        assertThrows(IllegalArgumentException.class, () -> semaphore.tryAcquire(0));
    }

    @Test
    void whoGivesUpWaitingForManyLetsTheNextGo() throws Exception {
        InterProcessSemaphore semaphore = manager.newSemaphore(1);
        OtherThread<Void> many = OtherThread.run(() -> semaphore.acquire(2));
        awaitQueue(semaphore);
        OtherThread<Void> one = OtherThread.run(semaphore::acquire);
        one.assertWaits();
        assertThrows(InterruptedException.class, () -> many.interrupt().get());
        one.get();
        assertEquals(0, semaphore.availablePermits());
    }

    private static int takeBothOften(InterProcessSemaphore semaphore, InterProcessSemaphore inside) throws Exception {
        for (int i = 0; i < 200; i++) {
            assertTrue(semaphore.tryAcquire(2, Delays.LONG));
            assertTrue(inside.tryAcquire());
            inside.release();
            semaphore.release();
            semaphore.release();
        }
        return 1;
    }

    @Test
    void processesThatWantAllPermitsDoNotWaitForEachOther() {
        InterProcessSemaphore semaphore = manager.newBoundedSemaphore(2);
        InterProcessSemaphore inside = manager.newBoundedSemaphore(1);
        try (ProcessPool pool = ProcessPool.create(2)) {
            AsyncResult<Integer> one = pool.applyAsync(ManagerLockTest::takeBothOften, semaphore, inside);
            AsyncResult<Integer> other = pool.applyAsync(ManagerLockTest::takeBothOften, semaphore, inside);
            assertEquals(2, one.join() + other.join());
        }
        assertEquals(2, semaphore.availablePermits());
    }

    @Test
    void boundedSemaphoreRefusesAReleaseTooMany() {
        InterProcessSemaphore semaphore = manager.newBoundedSemaphore(1);
        Exception tooMany = assertThrows(IllegalStateException.class, semaphore::release);
        assertTrue(tooMany.getMessage().startsWith("semaphore or lock released too many times"), tooMany.getMessage());
        assertTrue(semaphore.tryAcquire());
        semaphore.release();
        assertEquals(1, semaphore.availablePermits());
    }

    @Test
    void eventWakesAllWhoWaitForIt() throws Exception {
        InterProcessEvent event = manager.newEvent();
        assertFalse(event.await(Duration.ofMillis(10)));
        OtherThread<Void> one = OtherThread.run(event::await);
        OtherThread<Boolean> two = OtherThread.call(() -> event.await(Duration.ofHours(1)));
        one.assertWaits();
        event.set();
        one.get();
        assertTrue(two.get());
        assertTrue(event.isSet());
        event.clear();
        assertFalse(event.isSet());
    }

    // Conditions

    @Test
    void conditionNeedsItsLock() {
        InterProcessCondition condition = manager.newCondition();
        assertThrows(IllegalMonitorStateException.class, condition::await);
        assertThrows(IllegalMonitorStateException.class, condition::signal);
        assertThrows(IllegalMonitorStateException.class, condition::signalAll);
        assertThrows(NullPointerException.class, () -> manager.newCondition(null));
    }

    private static OtherThread<Boolean> waiting(InterProcessCondition condition, Duration atMost) {
        return OtherThread.call(() -> condition.getLock().call(() -> condition.await(atMost)));
    }

    @Test
    void signalWakesTheOneThatWaitedLongestAndSignalAllTheOthers() throws Exception {
        InterProcessLock lock = manager.newReentrantLock();
        InterProcessCondition condition = manager.newCondition(lock);
        assertEquals(lock, condition.getLock());
        List<OtherThread<Boolean>> waiters = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            int number = i;
            waiters.add(waiting(condition, Duration.ofHours(1)));
            Await.until("it waits", () -> condition.waiters() == number);
        }
        lock.run(condition::signal);
        assertTrue(waiters.get(0).get());
        assertEquals(2, condition.waiters());
        lock.run(condition::signalAll);
        assertTrue(waiters.get(1).get());
        assertTrue(waiters.get(2).get());
    }

    @Test
    void awaitGivesAllHoldsBackAndTakesThemAgain() throws Exception {
        InterProcessLock lock = manager.newReentrantLock();
        Condition condition = lock.newCondition();
        lock.lock();
        lock.lock();
        OtherThread<Void> signaller = OtherThread.run(() -> lock.run(condition::signal));
        condition.await();
        signaller.get();
        lock.unlock();
        lock.unlock();
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
    }

    @Test
    void awaitGivesUpInTime() throws Exception {
        InterProcessCondition condition = manager.newCondition();
        assertFalse(waiting(condition, Duration.ofMillis(10)).get());
        assertEquals(0, condition.waiters());
        condition.getLock().run(() -> assertFalse(condition.awaitFor(() -> false, Duration.ofMillis(10))));
        condition.getLock().run(() -> assertTrue(condition.awaitNanos(1000) <= 0));
    }

    // Barriers

    private static int meet(InterProcessBarrier barrier, int n) throws Exception {
        return barrier.await(Duration.ofMinutes(1));
    }

    @Test
    void barrierLetsWorkersGoTogetherAgainAndAgain() {
        InterProcessBarrier barrier = manager.newBarrier(3);
        try (ProcessPool pool = ProcessPool.create(3)) {
            for (int round = 0; round < 5; round++) {
                assertEquals(
                        Set.of(0, 1, 2),
                        new TreeSet<>(pool.withChunkSize(1).map(n -> meet(barrier, n), MapTest.range(3))));
            }
        }
        assertEquals(0, barrier.getNumberWaiting());
        assertEquals(3, barrier.getParties());
    }

    @Test
    void barrierRunsItsActionInTheServer() throws Exception {
        List<String> done = manager.newList();
        RemoteRunnable action = () -> done.add("met");
        InterProcessBarrier barrier = manager.newBarrier(2, action, Duration.ofHours(1));
        OtherThread<Integer> other = OtherThread.call(barrier::await);
        assertEquals(1, barrier.await() + other.get());
        assertEquals(List.of("met"), done);
    }

    @Test
    void actionThatFailsBreaksItsBarrier() {
        InterProcessBarrier barrier = manager.newBarrier(
                1,
                () -> {
                    throw new ArithmeticException("in the action");
                },
                Duration.ofHours(1));
        assertThrows(ArithmeticException.class, barrier::await);
        assertTrue(barrier.isBroken());
    }

    @Test
    void barrierBreaksWhenOneIsLateAndCanBeReset() throws Exception {
        InterProcessBarrier barrier = manager.newBarrier(2);
        OtherThread<Void> other = OtherThread.run(() -> assertThrows(BrokenBarrierException.class, barrier::await));
        Await.until("it waits", () -> barrier.getNumberWaiting() == 1);
        barrier.abort();
        other.get();
        assertThrows(BrokenBarrierException.class, barrier::await);
        barrier.reset();
        assertFalse(barrier.isBroken());
        assertThrows(TimeoutException.class, () -> barrier.await(Duration.ofMillis(10)));
        assertTrue(barrier.isBroken());
        assertThrows(IllegalArgumentException.class, () -> manager.newBarrier(0));
    }
}
