package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessLock;
import io.processpool.RemoteRunnable;
import io.processpool.sync.ProcessCondition;
import io.processpool.sync.ProcessEvent;
import io.processpool.sync.ProcessSemaphore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes and threads that wait for the same: CPython's tests of Condition and Event. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ConditionsAcrossProcessesTest {
    private final ProcessCondition condition = ProcessCondition.create();
    private final InterProcessLock lock = condition.getLock();
    private final ProcessSemaphore woken = ProcessSemaphore.create(0);

    private RemoteRunnable waiter(Duration timeout, boolean isSignalled) {
        ProcessCondition there = condition;
        ProcessSemaphore done = woken;
        return () -> {
            there.getLock().run(() -> assertEquals(isSignalled, there.await(timeout)));
            done.release();
        };
    }

    private void awaitWaiters(int number) throws Exception {
        Await.until(number + " wait", () -> condition.waiters() == number);
    }

    private void awaitWoken(int number) throws Exception {
        for (int i = 0; i < number; i++) {
            assertTrue(woken.tryAcquire(Delays.LONG));
        }
    }

    // -- test_notify

    @Test
    void oneSignalWakesOneOfAProcessAndAThreadUntilNobodyWaits() throws Exception {
        try (Children children = new Children()) {
            children.start(waiter(Delays.LONG, true)).startThread(waiter(Delays.LONG, true));
            awaitWaiters(2);
            for (int left = 1; left >= 0; left--) {
                lock.run(condition::signal);
                awaitWoken(1);
                assertFalse(woken.tryAcquire(Delays.SHORT), "one signal, one waiter");
                assertEquals(left, condition.waiters());
            }
            children.join();
        }
        assertEquals("ProcessCondition[waiters=0, lock=ProcessReentrantLock[unlocked]]", condition.toString());
    }

    // -- test_notify_all

    @Test
    void threeProcessesAndThreeThreadsTimeOutAndThenSixWakeAtOnce() throws Exception {
        try (Children children = new Children()) {
            for (int i = 0; i < 3; i++) {
                children.start(waiter(Delays.SHORT, false)).startThread(waiter(Delays.SHORT, false));
            }
            awaitWoken(6);
            children.join();
        }
        assertEquals(0, condition.waiters());
        try (Children children = new Children()) {
            for (int i = 0; i < 3; i++) {
                children.start(waiter(Delays.LONG, true)).startThread(waiter(Delays.LONG, true));
            }
            awaitWaiters(6);
            assertFalse(woken.tryAcquire());
            lock.run(condition::signalAll);
            awaitWoken(6);
            children.join();
        }
        assertEquals(0, condition.waiters());
    }

    // -- test_timeout, test_wait_result

    @Test
    void aWaitInAChildTellsWhetherItWasSignalled() throws Exception {
        ProcessCondition there = condition;
        ProcessSemaphore done = woken;
        try (Children children = new Children()) {
            children.start(() -> there.getLock().run(() -> {
                assertFalse(there.await(Duration.ZERO));
                long start = System.nanoTime();
                assertFalse(there.await(Duration.ofMillis(50)));
                assertTrue(System.nanoTime() - start >= Duration.ofMillis(50).toNanos());
                done.release();
                assertTrue(there.await(Delays.LONG));
                Thread.currentThread().interrupt();
                boolean interrupted = false;
                try {
                    there.await(Delays.LONG);
                } catch (InterruptedException expected) {
                    interrupted = true;
                }
                assertTrue(interrupted);
            }));
            awaitWoken(1);
            awaitWaiters(1);
            lock.run(condition::signal);
            children.join();
        }
        assertEquals(0, condition.waiters());
    }

    // -- test_event

    @Test
    void anEventIsSetAndClearedForAllProcesses() throws Exception {
        ProcessEvent event = ProcessEvent.create();
        ProcessEvent ready = ProcessEvent.create();
        assertFalse(event.await(Duration.ZERO));
        assertFalse(event.await(Delays.SHORT));
        try (Children children = new Children()) {
            children.start(() -> {
                assertFalse(event.isSet());
                assertEquals("ProcessEvent[cleared]", event.toString());
                assertFalse(event.await(Duration.ofMillis(1)));
                ready.set();
                event.await();
                assertEquals("ProcessEvent[set]", event.toString());
                assertTrue(event.await(Duration.ZERO));
                event.clear();
                event.clear();
            });
            assertTrue(ready.await(Delays.LONG));
            event.set();
            event.set();
            children.join();
        }
        assertFalse(event.isSet());
        assertFalse(event.await(Duration.ZERO));
    }
}
