package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.log.Warnings;
import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.spawn.ProcessIdentity;
import io.processpool.internal.spawn.SpawningScope;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that are killed while they hold a lock. */
@Timeout(60)
class OwnerKilledTest {

    // What is promised is 250 ms and 10 ms; the machine may be busy.
    private static final long SOON_SECONDS = 20;

    private final Warnings warnings = new Warnings();

    @AfterEach
    void close() throws InterruptedException {
        warnings.settled().close();
    }

    @Test
    void aWaiterFindsOutThatTheOwnerWasKilled() throws Exception {
        ProcessLock lock = ProcessLock.create();
        try (ChildJvm child = holderOf(lock)) {
            assertFalse(lock.tryLock());
            assertEquals(0, lock.recoveries());
            child.kill();
            assertTrue(lock.isLocked(), "nobody has looked yet");
            assertTrue(lock.tryLock(SOON_SECONDS, TimeUnit.SECONDS));
            assertEquals(
                    1,
                    warnings.settled()
                            .about("pid " + child.pid() + " died while it held a ProcessLock")
                            .size());
        }
        assertEquals(1, lock.recoveries());
        lock.unlock();
        assertFalse(lock.isLocked());
    }

    @Test
    void tryLockThatNeverWaitsFindsOutTooWhenItIsRepeated() throws Exception {
        ProcessReentrantLock lock = ProcessReentrantLock.create();
        try (ChildJvm child = holderOf(lock)) {
            child.kill();
            while (!lock.tryLock()) {
                Thread.sleep(10);
            }
        }
        assertEquals(1, lock.recoveries());
        assertEquals(1, lock.getHoldCount());
    }

    @Test
    void aParentsSweepSavesTheLook() throws Exception {
        ProcessLock lock = ProcessLock.create();
        try (ChildJvm child = holderOf(lock)) {
            ProcessIdentity dead = ProcessIdentity.of(child.pid()).orElseThrow();
            child.kill();
            ProcessEvents.died(dead, () -> "test-worker in its task");
            assertTrue(lock.owner().orElseThrow().isMarkedDead());
            assertEquals("ProcessLock[owner=pid " + child.pid() + ", dead]", lock.toString());
            assertTrue(lock.tryLock(), "at once");
            assertEquals(1, lock.recoveries());
            assertEquals(
                    1,
                    warnings.settled()
                            .about("test-worker in its task, pid " + child.pid())
                            .size());
            assertEquals(1, warnings.messages().size());
        }
    }

    @Test
    void aParentThatIsLaterThanAWaiterStillKnowsWhatTheDeadHeld() throws Exception {
        for (OwnerDeathPolicy policy : OwnerDeathPolicy.values()) {
            ProcessLock lock = ProcessLock.create(policy);
            try (ChildJvm child = holderOf(lock)) {
                ProcessIdentity dead = ProcessIdentity.of(child.pid()).orElseThrow();
                child.kill();
                if (policy == OwnerDeathPolicy.THROW) {
                    assertThrows(OwnerDiedException.class, lock::lock);
                } else {
                    assertTrue(lock.tryLock(SOON_SECONDS, TimeUnit.SECONDS));
                }
                assertEquals(List.of("a ProcessLock"), ProcessEvents.died(dead, () -> "test-worker in its task"));
                assertEquals(List.of(), ProcessEvents.died(dead, () -> "test-worker in its task"), "told already");
                List<String> told = warnings.settled().about("pid " + child.pid() + " died while it held");
                assertEquals(1, told.size(), () -> told.toString());
                assertTrue(told.get(0).startsWith("test-worker in its task, pid "), told.get(0));
            }
        }
    }

    @Test
    @SuppressWarnings("try") // The scope is there to be closed.
    void aTakerThatEndsAtOnceTellsFirst() throws Exception {
        ProcessLock lock = ProcessLock.create();
        try (ChildJvm owner = holderOf(lock);
                ChildJvm taker = ChildJvm.start(Taker.class)) {
            owner.kill();
            try (SpawningScope scope = SpawningScope.open()) {
                taker.send(lock);
            }
            String told = taker.awaitEnd();
            assertTrue(told.contains("pid " + owner.pid() + " died while it held a ProcessLock"), told);
        }
    }

    @Test
    void theDeathOfAnotherMarksNothing() throws Exception {
        ProcessLock lock = ProcessLock.create();
        lock.lock();
        ProcessEvents.died(
                new ProcessIdentity(ProcessHandle.current().pid(), 1), () -> "an earlier process with our pid");
        assertFalse(lock.owner().orElseThrow().isMarkedDead());
        lock.unlock();
        assertEquals(0, lock.recoveries());
    }

    @Test
    void anOwnerThatIsStoppedIsNotDead() throws Exception {
        ProcessLock lock = ProcessLock.create();
        try (ChildJvm child = holderOf(lock)) {
            new ProcessBuilder("kill", "-STOP", Long.toString(child.pid()))
                    .start()
                    .waitFor();
            assertFalse(lock.tryLock(3 * Lookout.LOOK_MILLIS, TimeUnit.MILLISECONDS));
            assertEquals(0, lock.recoveries());
            assertEquals(child.pid(), lock.owner().orElseThrow().pid());
            assertTrue(lock.owner().orElseThrow().heldFor().isPresent(), "counted since the wait");
        }
    }

    @Test
    void underThePolicyLockingThrowsUntilSomebodyRepairs() throws Exception {
        ProcessLock lock = ProcessLock.create(OwnerDeathPolicy.THROW);
        try (ChildJvm child = holderOf(lock)) {
            child.kill();
            assertThrows(OwnerDiedException.class, lock::lock);
        }
        assertFalse(lock.isHeldByCurrentThread());
        assertTrue(lock.isSuspect());
        assertEquals("ProcessLock[unlocked, suspect]", lock.toString());
        assertThrows(OwnerDiedException.class, lock::tryLock);
        assertThrows(OwnerDiedException.class, lock::lockInterruptibly);
        assertThrows(OwnerDiedException.class, () -> lock.tryLock(1, TimeUnit.SECONDS));
        assertThrows(OwnerDiedException.class, () -> lock.run(() -> {}));
        assertThrows(
                IOException.class,
                () -> lock.recover(() -> {
                    assertTrue(lock.isHeldByCurrentThread());
                    throw new IOException("disk full");
                }));
        assertTrue(lock.isSuspect(), "the repair failed");
        assertTrue(lock.recover(() -> {}));
        assertFalse(lock.isSuspect());
        assertFalse(lock.recover(() -> {
            throw new AssertionError("nothing to repair");
        }));
        assertTrue(lock.tryLock());
        assertEquals(1, lock.recoveries());
        lock.unlock();
    }

    @SuppressWarnings("try") // The scope is there to be closed.
    private static ChildJvm holderOf(RobustLock lock) throws IOException {
        ChildJvm child = ChildJvm.start(Holder.class);
        try (SpawningScope scope = SpawningScope.open()) {
            child.send(lock);
        }
        assertEquals("held", child.readLine());
        return child;
    }

    /** A child that holds the lock until it is killed. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            ((RobustLock) ChildJvm.receive()).lock();
            System.out.println("held");
            while (true) {
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }

    /** A child that takes the lock over, and ends. */
    static final class Taker {
        public static void main(String[] args) throws Exception {
            RobustLock lock = (RobustLock) ChildJvm.receive();
            lock.lock();
            lock.unlock();
        }
    }
}
