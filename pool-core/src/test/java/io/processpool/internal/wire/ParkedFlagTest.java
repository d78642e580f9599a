package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.Words;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ParkedFlagTest {
    private static final int WORK = 64;
    private static final int DONE = 128;

    private final Words words = new Words(ByteBuffer.allocateDirect(256));
    private final ParkedFlag flag = new ParkedFlag(words, 4);
    private int delay;

    @Test
    void isTakenOnceForEachSleep() {
        assertFalse(flag.take());
        flag.setVolatile();
        assertTrue(flag.isSetVolatile());
        assertTrue(flag.take());
        assertFalse(flag.isSetVolatile());
        assertFalse(flag.take());
    }

    @Test
    void isNotTakenFromOneWhoIsAwakeAgain() {
        flag.setVolatile();
        flag.clearVolatile();
        assertFalse(flag.take());
    }

    /** Both at the same moment, on a flag and a piece of work of their own in each round. */
    @Test
    void whoSleepsSeesTheWorkOrWhoWorksSeesTheSleeper() throws Exception {
        Often.hold(400, ParkedFlagTest::sleepAndWork);
    }

    private static void sleepAndWork() {
        int rounds = 500;
        Words many = new Words(ByteBuffer.allocateDirect(128 * (rounds + 1)));
        AtomicInteger sleeper = new AtomicInteger();
        AtomicInteger producer = new AtomicInteger();
        boolean[] taken = new boolean[rounds];
        boolean[] seen = new boolean[rounds];
        CompletableFuture<Void> producing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < rounds; i++) {
                meet(producer, sleeper);
                many.setLongRelease(128 * i + 64, 1);
                taken[i] = new ParkedFlag(many, 128 * i).take();
            }
        });
        for (int i = 0; i < rounds; i++) {
            meet(sleeper, producer);
            new ParkedFlag(many, 128 * i).setVolatile();
            seen[i] = many.getLongAcquire(128 * i + 64) != 0;
        }
        producing.join();
        for (int i = 0; i < rounds; i++) {
            assertTrue(taken[i] || seen[i], "lost wake-up, round " + i);
        }
    }

    private static void meet(AtomicInteger mine, AtomicInteger other) {
        int round = mine.incrementAndGet();
        for (int spins = 0; other.get() < round; spins++) {
            if (spins > 10_000) {
                Thread.yield();
            }
        }
    }

    @Test
    void noWakeUpIsLost() throws Exception {
        Often.hold(400, this::sleepAndWake);
    }

    private void sleepAndWake() throws Exception {
        int rounds = 500;
        words.setLongRelease(WORK, 0);
        words.setLongRelease(DONE, 0);
        Semaphore doorbell = new Semaphore(0);
        CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= rounds; i++) {
                words.setLongRelease(WORK, i);
                if (flag.take()) {
                    doorbell.release();
                }
                awaitDone(i);
            }
        });
        for (int i = 1; i <= rounds; i++) {
            sleepUntil(i, doorbell);
            words.setLongRelease(DONE, i);
        }
        producer.get();
    }

    /** As a worker does, but it may sleep much longer. */
    private void sleepUntil(long work, Semaphore doorbell) throws InterruptedException {
        while (words.getLongAcquire(WORK) < work) {
            flag.setVolatile();
            if (words.getLongAcquire(WORK) < work) {
                assertTrue(doorbell.tryAcquire(10, TimeUnit.SECONDS), "lost wake-up, round " + work);
            }
            flag.clearVolatile();
        }
    }

    /** Sometimes at once, sometimes when the sleeper is about to sleep, sometimes when it sleeps. */
    private void awaitDone(int round) {
        while (words.getLongAcquire(DONE) < round) {
            Thread.onSpinWait();
            if (!flag.isSetVolatile()) {
                Thread.yield();
            }
        }
        for (int i = 0; i < round % 256; i++) {
            delay = delay * 31 + i;
        }
    }
}
