package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.processpool.internal.log.Warnings;
import io.processpool.internal.memory.Futex;
import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessIdentity;
import java.nio.ByteBuffer;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes, simulated by two identities, that sleep in the kernel. */
@Timeout(60)
class KernelWaitTest {

    private static final ProcessIdentity P = new ProcessIdentity(11, 1000);
    private static final ProcessIdentity Q = new ProcessIdentity(22, 2000);

    private static final int TRIES = 10;
    private static final long HELD_MILLIS = 30;

    // A waiter that nobody wakes sleeps for 100 ms, 70 of them after the release. The best of some tries shows it.
    private static final long SOON_NANOS = 35_000_000;

    private final Words words = new Words(ByteBuffer.allocateDirect(SlotAllocator.SLOT_BYTES));
    private final LockEntry q = entry(Q);

    @BeforeEach
    void load() throws InterruptedException {
        assumeTrue(Runtime.version().feature() < 22, "would print a warning");
        Futex.request();
        for (int i = 0; i < 1000 && Futex.ifLoaded() == null; i++) {
            Thread.sleep(10);
        }
        assumeTrue(Futex.ifLoaded() != null, "no futex here");
    }

    @Test
    void aReleaseWakesAWaiterOfAnotherProcess() throws Exception {
        assertTrue(bestHandOver(LockEntry::unlock) < SOON_NANOS);
    }

    @Test
    void aMarkOfDeathWakesToo() throws Exception {
        LockQueue parent = new LockQueue(LockKind.PLAIN, q.word(), new KernelWait(), OwnerCheck.NEVER);
        try (Warnings warnings = new Warnings()) {
            assertTrue(bestHandOver(owner -> parent.processDied(P, () -> "p")) < SOON_NANOS);
            warnings.settled();
        }
    }

    @Test
    void anInterruptEndsASleepInTheKernel() throws Exception {
        LockEntry p = entry(P);
        p.lock();
        FutureTask<Boolean> waiter = new FutureTask<>(() -> {
            try {
                q.lockInterruptibly();
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        });
        Thread thread = new Thread(waiter);
        thread.start();
        Thread.sleep(HELD_MILLIS);
        thread.interrupt();
        assertTrue(waiter.get());
        p.unlock();
    }

    /** How soon Q had the lock that P held, after something happened to P. */
    private long bestHandOver(Consumer<LockEntry> event) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && best >= SOON_NANOS; i++) {
            LockEntry owner = entry(P);
            // A new one each time: who has overslept once sleeps no longer than a back-off.
            LockEntry next = entry(Q);
            owner.lock();
            FutureTask<Long> waiter = new FutureTask<>(() -> {
                next.lock();
                long now = System.nanoTime();
                next.unlock();
                return now;
            });
            new Thread(waiter).start();
            while (!next.hasParkedHead()) {
                Thread.onSpinWait();
            }
            Thread.sleep(HELD_MILLIS);
            long start = System.nanoTime();
            event.accept(owner);
            best = Math.min(best, waiter.get() - start);
        }
        return best;
    }

    private LockEntry entry(ProcessIdentity identity) {
        return new LockEntry(
                LockKind.PLAIN, new LockWord(words, 0, identity), new KernelWait(), LockWord::isMarkedDead);
    }
}
