package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.log.Warnings;
import io.processpool.internal.spawn.ProcessIdentity;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process dies before each of its writes of a condition in turn: no signal is lost, and no waiter stays. */
@Timeout(120)
class ConditionFailPointTest {

    private final Warnings warnings = new Warnings(); // of the lock's and the guard's recoveries, many

    @AfterEach
    void close() throws InterruptedException {
        warnings.settled().close();
    }

    Mortal bear(int writes) throws Exception {
        return new SimulatedProcess(writes);
    }

    @Test
    void theSignalOfAWaiterThatDiesOnItsWayInOrOutGoesToTheNext() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessCondition condition = ProcessCondition.create();
            mortal.start(() -> condition.getLock().run(() -> assertTrue(condition.await(Mortal.LONG))));
            BodyChild.until(() -> mortal.hasEnded() || condition.waiters() == 1);
            assertOneSignalWakesOne(condition, mortal);
        });
    }

    @Test
    void theSignalOfAWaiterThatDiesAfterItGoesToTheNext() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessCondition condition = ProcessCondition.create();
            mortal.startToWait(
                    () -> condition.getLock().run(() -> assertTrue(condition.await(Mortal.LONG))),
                    () -> condition.waiters() == 1);
            assertOneSignalWakesOne(condition, mortal);
        });
    }

    private static void assertOneSignalWakesOne(ProcessCondition condition, Mortal mortal) throws Exception {
        FutureTask<Boolean> next = waiter(condition);
        signal(condition);
        if (mortal.survived() || hadTheLockAgain(condition)) {
            assertFalse(next.isDone(), "one signal for two");
            signal(condition);
        }
        assertTrue(next.get(), condition::toString);
        assertGoodToUse(condition);
    }

    /** The dead one had its signal if it had left the queue by itself, with the lock. */
    private static boolean hadTheLockAgain(ProcessCondition condition) throws Exception {
        ProcessReentrantLock lock = (ProcessReentrantLock) condition.getLock();
        lock.run(() -> {});
        Guard guard = Guard.of(condition.slot, LockKind.CONDITION_GUARD, () -> {});
        guard.lock();
        try {
            return lock.recoveries() > 0 && condition.waiters() == 1 && taken(condition) == 1;
        } finally {
            guard.unlock();
        }
    }

    private static long taken(ProcessCondition condition) {
        Rows rows = rows(condition);
        return IntStream.range(0, rows.used()).filter(rows::isTaken).count();
    }

    @Test
    void whoWaitsAndGivesUpLeavesNothing() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessCondition condition = ProcessCondition.create();
            mortal.start(() -> condition.getLock().run(() -> assertFalse(condition.await(Duration.ofMillis(1)))));
            mortal.survived();
            assertGoodToUse(condition);
        });
    }

    @Test
    void signal() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessCondition condition = ProcessCondition.create();
            FutureTask<Boolean> first = waiter(condition);
            FutureTask<Boolean> second = waiter(condition);
            mortal.start(() -> condition.getLock().run(condition::signal));
            boolean signalled = mortal.survived() || condition.waiters() < 2;
            if (!signalled) {
                signal(condition);
            }
            assertTrue(first.get(), condition::toString);
            assertFalse(second.isDone(), "one signal for two");
            signal(condition);
            assertTrue(second.get(), condition::toString);
            assertGoodToUse(condition);
        });
    }

    @Test
    void signalAll() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessCondition condition = ProcessCondition.create();
            FutureTask<Boolean> first = waiter(condition);
            FutureTask<Boolean> second = waiter(condition);
            mortal.start(() -> condition.getLock().run(condition::signalAll));
            if (!mortal.survived()) {
                condition.getLock().run(condition::signalAll);
            }
            assertTrue(first.get(), condition::toString);
            assertTrue(second.get(), condition::toString);
            assertGoodToUse(condition);
        });
    }

    @Test
    void whoPassesASignalOnAndDiesLosesNone() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessCondition condition = ProcessCondition.create();
            leaveASignalledDead(condition);
            ConditionQueue queue = queue(condition);
            int heir = queue.enter(1);
            queue.signalOne(2); // to the dead one, which came first
            assertFalse(queue.isSignalled(heir));
            mortal.start(() -> passOn(condition));
            mortal.survived();
            passOn(condition);
            assertTrue(queue.isSignalled(heir));
            queue.leave(heir);
            assertGoodToUse(condition);
        });
    }

    private void leaveASignalledDead(ProcessCondition condition) throws Exception {
        try (Mortal dead = new SimulatedProcess(Integer.MAX_VALUE)) {
            dead.start(() -> queue(condition).enter(0));
            assertTrue(dead.survived());
        }
    }

    private static void passOn(ProcessCondition condition) {
        Guard guard = Guard.of(condition.slot, LockKind.CONDITION_GUARD, () -> {});
        guard.lock();
        try {
            queue(condition).passOn();
        } finally {
            guard.unlock();
        }
    }

    private static ConditionQueue queue(ProcessCondition condition) {
        return new ConditionQueue(condition.slot.segment(), rows(condition));
    }

    private static Rows rows(ProcessCondition condition) {
        return new Rows(
                condition.words(),
                condition.at(Primitive.MORE_OFFSET),
                ConditionQueue.MAX_WAITERS,
                ProcessIdentity.current());
    }

    /** Starts a thread that waits; it is in the queue when this returns. */
    private static FutureTask<Boolean> waiter(ProcessCondition condition) throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        FutureTask<Boolean> waiter =
                BodyChild.inThread(() -> condition.getLock().call(() -> {
                    locked.countDown();
                    return condition.await(Mortal.LONG);
                }));
        locked.await();
        condition.getLock().run(() -> {}); // It lets go of the lock only when it is in the queue.
        return waiter;
    }

    private static void signal(ProcessCondition condition) throws Exception {
        condition.getLock().run(condition::signal);
    }

    private static void assertGoodToUse(ProcessCondition condition) throws Exception {
        FutureTask<Boolean> first = waiter(condition);
        FutureTask<Boolean> second = waiter(condition);
        signal(condition);
        // What the dead have left may take the signal, but must pass it on.
        BodyChild.until(() -> first.isDone() || second.isDone());
        FutureTask<Boolean> other = first.isDone() ? second : first;
        assertFalse(other.isDone(), "one signal for two");
        signal(condition);
        assertTrue(first.get() && second.get());
        assertEquals(0, condition.waiters());
        assertEquals("unlocked", condition.getLock().toString().replaceAll(".*\\[(.*)\\]", "$1"));
    }
}
