package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessIdentity;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BackOffTest {

    private final Words words = new Words(ByteBuffer.allocateDirect(SlotAllocator.SLOT_BYTES));
    private final LockWord p = new LockWord(words, 0, new ProcessIdentity(11, 1000));
    private final LockWord q = new LockWord(words, 0, new ProcessIdentity(22, 2000));

    @Test
    void whoKeptTheLockFromOthersForTooLongGivesWay() {
        BackOff backOff = new BackOff();
        backOff.wake(p);
        spinFor(11_000_000);
        long start = System.nanoTime();
        backOff.wake(p);
        assertTrue(System.nanoTime() - start >= 1_200_000, "nobody came, so it stayed to the end");
    }

    @Test
    void whoLocksAgainAtOnceDoesNotShutOthersOut() throws Exception {
        LockEntry hog = new LockEntry(LockKind.PLAIN, p, new BackOff(), OwnerCheck.NEVER);
        LockEntry other = new LockEntry(LockKind.PLAIN, q, new BackOff(), OwnerCheck.NEVER);
        Thread waiter = new Thread(() -> {
            for (int i = 0; i < 20; i++) {
                other.lock();
                other.unlock();
            }
        });
        waiter.start();
        while (waiter.isAlive()) {
            hog.lock();
            spinFor(100_000);
            hog.unlock();
        }
    }

    @Test
    void noWaitIsLongerThanAsked() {
        q.tryAcquire();
        // By itself it would now wait for minutes: the time-out of the test is what notices.
        new BackOff().await(p, p.markWaiting(), TimeUnit.HOURS.toNanos(1), 1_000);
    }

    private static void spinFor(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }
}
