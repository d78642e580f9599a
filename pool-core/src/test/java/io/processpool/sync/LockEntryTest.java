package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.log.Warnings;
import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessIdentity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes that share a lock, simulated by two identities. */
@Timeout(60)
class LockEntryTest {

    private static final ProcessIdentity P = new ProcessIdentity(11, 1000);
    private static final ProcessIdentity Q = new ProcessIdentity(22, 2000);

    private static final long LONG_NANOS = 10_000_000_000L;

    private final Words words = new Words(ByteBuffer.allocateDirect(SlotAllocator.SLOT_BYTES));
    private final LockEntry p = entry(P, new BackOff(), OwnerCheck.NEVER);

    private long counter; // guarded by the lock: not atomic, so that a lost update shows

    @Test
    void threadsOfTwoProcessesExcludeEachOther() throws InterruptedException {
        LockEntry q = entry(Q, new BackOff(), OwnerCheck.NEVER);
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            LockEntry mine = t % 2 == 0 ? p : q;
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    mine.lock();
                    counter++;
                    mine.unlock();
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(80_000, counter);
        assertEquals(LockWord.FREE, p.word().valueVolatile());
    }

    @Test
    void aReleaseThatFindsTheMarkWakesAnotherProcess() {
        AtomicInteger wakes = new AtomicInteger();
        LockEntry q = entry(Q, new Counting(wakes), OwnerCheck.NEVER);
        q.lock();
        q.unlock();
        assertEquals(0, wakes.get());
        q.lock();
        new LockWord(words, 0, P).markWaiting();
        q.unlock();
        assertEquals(1, wakes.get());
    }

    @Test
    void everyWaitIsShorterThanWhatIsLeft() throws InterruptedException {
        p.lock();
        AtomicInteger waits = new AtomicInteger();
        LockEntry q = entry(Q, new Counting(waits), OwnerCheck.NEVER);
        // On a busy machine the time may be over before the first wait.
        while (waits.get() == 0) {
            assertFalse(q.tryLock(3_000_000));
        }
        p.unlock();
    }

    @Test
    void whoWasWokenInVainNapsForAsLongAsItHasWaited() throws InterruptedException {
        p.lock();
        WakingInVain waiting = new WakingInVain();
        LockEntry q = entry(Q, waiting, OwnerCheck.NEVER);
        // On a busy machine the time may be over before the third wait.
        while (waiting.begins.size() < 3) {
            waiting.begins.clear();
            waiting.ends.clear();
            assertFalse(q.tryLock(20_000_000));
        }
        for (int wait = 1; wait < waiting.begins.size(); wait++) {
            long waitedNanos = waiting.ends.get(wait - 1) - waiting.begins.get(0);
            long nappedNanos = waiting.begins.get(wait) - waiting.ends.get(wait - 1);
            assertTrue(
                    nappedNanos >= Math.min(waitedNanos, GiveWay.PATIENCE_NANOS),
                    () -> "napped for " + nappedNanos + " ns after " + waitedNanos);
        }
        p.unlock();
    }

    /** A nap would use up the permit to pass a park that the waiter got when it was woken. */
    @Test
    void whoIsWokenByTheDeathOfTheOwnerDoesNotNap() {
        p.lock();
        Waiting death = new WakingInVain() {
            @Override
            public boolean await(LockWord word, long seen, long waitedNanos, long atMostNanos) {
                word.markOwnerDied(P.word());
                LockSupport.unpark(Thread.currentThread());
                return true;
            }
        };
        LockEntry q = entry(Q, death, LockWord::isMarkedDead);
        q.lock();
        long start = System.nanoTime();
        LockSupport.parkNanos(LONG_NANOS);
        assertTrue(System.nanoTime() - start < LONG_NANOS, "the waiter has parked once more");
        q.unlock();
    }

    @Test
    void aWaiterTakesTheLockFromAnOwnerThatIsFoundDead() throws InterruptedException {
        try (Warnings warnings = new Warnings()) {
            p.lock();
            takeFromTheDead();
            assertEquals(1, warnings.settled().about("pid 11 died").size());
        }
    }

    private void takeFromTheDead() {
        LockEntry q = entry(Q, new BackOff(), value -> LockWord.ownerOf(value) == P.word());
        q.lock();
        assertTrue(q.isHeldByCurrentThread());
        String message =
                assertThrows(IllegalMonitorStateException.class, p::unlock).getMessage();
        assertTrue(message.contains("owner=pid 22"), message);
        assertEquals(1, q.word().recoveries());
        q.unlock();
        assertEquals(LockWord.FREE, q.word().valueVolatile());
    }

    private LockEntry entry(ProcessIdentity identity, Waiting waiting, OwnerCheck check) {
        return new LockEntry(LockKind.PLAIN, new LockWord(words, 0, identity), waiting, check);
    }

    /** Ends each wait at once, as if the owner had released the lock and taken it back. */
    private static class WakingInVain implements Waiting {
        final List<Long> begins = new ArrayList<>();
        final List<Long> ends = new ArrayList<>();

        @Override
        public boolean await(LockWord word, long seen, long waitedNanos, long atMostNanos) {
            begins.add(System.nanoTime());
            LockSupport.parkNanos(Math.min(300_000, atMostNanos));
            ends.add(System.nanoTime());
            return true;
        }

        @Override
        public void wake(LockWord word) {}

        @Override
        public void wakeAll(LockWord word) {}
    }

    /** Counts, and checks what it is asked for. */
    private record Counting(AtomicInteger calls) implements Waiting {

        @Override
        public boolean await(LockWord word, long seen, long waitedNanos, long atMostNanos) {
            assertTrue(LockWord.hasWaiters(seen));
            assertTrue(atMostNanos > 0 && atMostNanos <= 3_000_000, () -> "atMostNanos " + atMostNanos);
            calls.incrementAndGet();
            return false;
        }

        @Override
        public void wake(LockWord word) {
            calls.incrementAndGet();
        }

        @Override
        public void wakeAll(LockWord word) {
            calls.incrementAndGet();
        }
    }
}
