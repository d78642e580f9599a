package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessBarrier;
import io.processpool.InterProcessCondition;
import io.processpool.InterProcessEvent;
import io.processpool.InterProcessLock;
import io.processpool.InterProcessSemaphore;
import io.processpool.manager.Manager;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who waits in a manager can be interrupted, and then has done nothing. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerInterruptTest extends OneManager {
    /** Calls that wait until somebody else does something, which never happens here. */
    private enum Wait {
        LOCK_INTERRUPTIBLY(held -> held.lock.lockInterruptibly()),
        TIMED_TRY_LOCK(held -> held.lock.tryLock(1, TimeUnit.HOURS)),
        ACQUIRE(held -> held.semaphore.acquire()),
        TAKE(held -> held.empty.take()),
        POLL(held -> held.empty.poll(1, TimeUnit.HOURS)),
        PUT(held -> held.full.put("second")),
        OFFER(held -> held.full.offer("second", 1, TimeUnit.HOURS)),
        EVENT(held -> held.event.await());

        private final Call call;

        Wait(Call call) {
            this.call = call;
        }
    }

    private interface Call {
        void run(Held held) throws Exception;
    }

    /** What somebody has taken already. */
    private static final class Held {
        final InterProcessLock lock = manager.newLock();
        final InterProcessSemaphore semaphore = manager.newSemaphore(0);
        final BlockingQueue<String> empty = manager.newQueue();
        final BlockingQueue<String> full = manager.newQueue(1);
        final InterProcessEvent event = manager.newEvent();
    }

    @ParameterizedTest
    @EnumSource
    void interruptEndsAWaitWhichThenHasDoneNothing(Wait wait) throws Exception {
        Held held = new Held();
        held.lock.lock();
        held.full.put("first");
        Map<String, Boolean> flags = manager.newMap();
        OtherThread<Void> waiting = OtherThread.run(() -> {
            assertThrows(InterruptedException.class, () -> wait.call.run(held));
            assertFalse(Thread.currentThread().isInterrupted(), "the flag is used up");
            flags.put("reusable", true);
        });
        waiting.assertWaits();
        waiting.interrupt().get();
        held.lock.unlock();

        assertTrue(held.lock.tryLock(), "the lock is free");
        held.lock.unlock();
        held.semaphore.release();
        assertEquals(1, held.semaphore.availablePermits());
        assertTrue(held.empty.offer("to be kept"));
        assertEquals(1, held.empty.size());
        assertEquals("first", held.full.poll());
        assertEquals(null, held.full.poll());
        assertTrue(flags.get("reusable"));
    }

    @ParameterizedTest
    @EnumSource
    void interruptBeforeAWaitEndsItToo(Wait wait) throws Exception {
        Held held = new Held();
        held.lock.lock();
        held.full.put("first");
        OtherThread.run(() -> {
                    Thread.currentThread().interrupt();
                    assertThrows(InterruptedException.class, () -> wait.call.run(held));
                })
                .get();
        held.lock.unlock();
    }

    @Test
    void interruptedLockKeepsWaitingAndTheFlag() throws Exception {
        InterProcessLock lock = manager.newLock();
        lock.lock();
        OtherThread<Boolean> waiting = OtherThread.call(() -> {
            lock.lock();
            boolean isInterrupted = Thread.currentThread().isInterrupted();
            lock.unlock();
            return isInterrupted;
        });
        waiting.assertWaits();
        waiting.interrupt().assertWaits();
        lock.unlock();
        assertTrue(waiting.get());
    }

    @Test
    void interruptedAcquireUninterruptiblyKeepsWaitingAndTheFlag() throws Exception {
        InterProcessSemaphore semaphore = manager.newSemaphore(0);
        OtherThread<Boolean> waiting = OtherThread.call(() -> {
            semaphore.acquireUninterruptibly();
            return Thread.currentThread().isInterrupted();
        });
        waiting.assertWaits();
        waiting.interrupt().assertWaits();
        semaphore.release();
        assertTrue(waiting.get());
    }

    @Test
    void interruptedThreadCanStillCallWhatDoesNotWaitInterruptibly() throws Exception {
        try (Manager fresh = Manager.inProcess()) {
            InterProcessLock lock = fresh.newLock();
            InterProcessEvent event = fresh.newEvent();
            try (OtherThread<Void> hasTheOnlyConnection = OtherThread.run(event::await)) {
                hasTheOnlyConnection.assertWaits();
                Thread.currentThread().interrupt();
                lock.lock();
                lock.unlock();
                assertTrue(Thread.interrupted(), "the flag is kept");
                event.set();
                hasTheOnlyConnection.get();
            }
        }
    }

    @Test
    void interruptedAwaitOfAConditionHasTheLockAgain() throws Exception {
        InterProcessCondition condition = manager.newCondition();
        OtherThread<Void> waiting = OtherThread.run(() -> {
            condition.getLock().lock();
            assertThrows(InterruptedException.class, condition::await);
            condition.getLock().unlock();
        });
        Await.until("it waits", () -> condition.waiters() == 1);
        waiting.interrupt().get();
        assertEquals(0, condition.waiters());
        assertTrue(condition.getLock().tryLock());
        condition.getLock().unlock();
    }

    @Test
    void interruptedAwaitUninterruptiblyWaitsForItsSignal() throws Exception {
        InterProcessCondition condition = manager.newCondition();
        OtherThread<Boolean> waiting = OtherThread.call(() -> {
            condition.getLock().lock();
            condition.awaitUninterruptibly();
            condition.getLock().unlock();
            return Thread.currentThread().isInterrupted();
        });
        Await.until("it waits", () -> condition.waiters() == 1);
        waiting.interrupt().assertWaits();
        condition.getLock().run(condition::signal);
        assertTrue(waiting.get());
    }

    @Test
    void interruptBreaksABarrier() throws Exception {
        InterProcessBarrier barrier = manager.newBarrier(2);
        OtherThread<Void> waiting = OtherThread.run(() -> assertThrows(InterruptedException.class, barrier::await));
        Await.until("it waits", () -> barrier.getNumberWaiting() == 1);
        waiting.interrupt().get();
        assertTrue(barrier.isBroken());
    }

    @Test
    void manyInterruptsLeaveNeitherLocksNorWaitersBehind() throws Exception {
        InterProcessLock lock = manager.newLock();
        for (int i = 0; i < 200; i++) {
            OtherThread<Boolean> contender = OtherThread.call(() -> {
                try {
                    lock.lockInterruptibly();
                } catch (InterruptedException before) {
                    return false;
                }
                lock.unlock();
                return true;
            });
            if (i % 2 == 0) {
                Thread.onSpinWait();
            } else {
                Thread.sleep(0, 100_000 * (i % 7));
            }
            contender.interrupt().get();
        }
        assertTrue(lock.tryLock());
        lock.unlock();
    }
}
