package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.log.Warnings;
import io.processpool.internal.memory.Slot;
import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.spawn.ProcessIdentity;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a primitive does about a process that died while it was changing it. */
@Timeout(30)
class GuardTest {

    // Linux has no pid as large; simulated in this JVM.
    private static final ProcessIdentity DEAD = new ProcessIdentity((1 << ProcessIdentity.PID_BITS) - 1, 1);

    private static final String NOTHING_TO_DO =
            ": the next one to use that goes on, and finds it whole; nothing needs to be done";

    static Stream<Arguments> primitives() {
        ProcessSemaphore semaphore = ProcessSemaphore.create(1);
        ProcessBoundedSemaphore tracking = ProcessBoundedSemaphore.createTrackingHolders(1);
        ProcessBarrier barrier = ProcessBarrier.create(2);
        ProcessReadWriteLock lock = ProcessReadWriteLock.create();
        ProcessCondition condition = ProcessCondition.create();
        return Stream.of(
                Arguments.of(semaphore, "ProcessSemaphore", (Runnable) semaphore::acquireUninterruptibly),
                Arguments.of(tracking, "ProcessSemaphore", (Runnable) tracking::acquireUninterruptibly),
                Arguments.of(barrier, "ProcessBarrier", (Runnable) barrier::abort),
                Arguments.of(lock, "ProcessReadWriteLock", (Runnable) lock.readLock()::lock),
                Arguments.of(condition, "ProcessCondition", (Runnable)
                        () -> condition.getLock().run(condition::signal)));
    }

    @ParameterizedTest
    @MethodSource("primitives")
    void aWarningNamesThePrimitiveAndAsksForNothing(Primitive primitive, String name, Runnable use) throws Exception {
        assertEquals(
                List.of("test-worker, pid " + DEAD.pid() + " died while it held the inner lock of a " + name
                        + NOTHING_TO_DO),
                warningsAfterDeath(new LockWord(primitive.words(), primitive.at(0), DEAD), use));
    }

    @Test
    void theWriteLockOfAReadWriteLockIsNamedAndProtectsTheUsersData() throws Exception {
        ProcessReadWriteLock lock = ProcessReadWriteLock.create();
        LockWord writer = new LockWord(lock.words(), lock.at(Primitive.MORE_OFFSET), DEAD);
        assertEquals(
                List.of("test-worker, pid " + DEAD.pid() + " died while it held the write lock of a"
                        + " ProcessReadWriteLock: the next one to lock takes it over; look whether what it protects is"
                        + " whole"),
                warningsAfterDeath(writer, lock.writeLock()::lock));
        assertEquals(1, lock.recoveries());
    }

    @Test
    void aDeathThatTheParentSawIsLookedAtByWhicheverProcessComesFirst() {
        Slot slot = SlotAllocator.allocate();
        Guard parent = guard(slot, ProcessIdentity.current());
        Guard worker = guard(slot, new ProcessIdentity(22, 2000));
        worker.isLookDue();
        parent.processDied(DEAD, () -> "test-worker");
        assertTrue(worker.isLookDue(), "it need not wait until its next look");
    }

    private static Guard guard(Slot slot, ProcessIdentity process) {
        LockWord word = new LockWord(slot.words(), slot.offset(), process);
        return new Guard(
                slot, new LockEntry(LockKind.SEMAPHORE_GUARD, word, new BackOff(), OwnerCheck.NEVER), () -> {});
    }

    private static List<String> warningsAfterDeath(LockWord word, Runnable use) throws Exception {
        try (Warnings warnings = new Warnings()) {
            word.tryAcquire();
            ProcessEvents.died(DEAD, () -> "test-worker");
            use.run();
            return List.copyOf(warnings.settled().messages());
        }
    }
}
