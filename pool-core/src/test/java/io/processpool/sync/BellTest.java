package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.memory.Words;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of one JVM that wait for one bell, each for something of its own or all for the same. */
@Timeout(60)
class BellTest {

    private static final int WAITERS = 5;

    private final Bell bell = new Bell(new Words(ByteBuffer.allocateDirect(64)), 0);
    private final List<Waiter> waiters = new ArrayList<>();

    /** A thread that waits for its own wish, and how often it has looked. */
    private final class Waiter {
        final AtomicBoolean wish = new AtomicBoolean();
        final AtomicInteger looks = new AtomicInteger();
        final Thread thread;
        volatile boolean interrupted;

        Waiter(BooleanSupplier isWorthALook, boolean interruptibly) {
            this.thread = new Thread(() -> await(isWorthALook == null ? wish::get : isWorthALook, interruptibly));
            thread.start();
            waiters.add(this);
        }

        private void await(BooleanSupplier isWorthALook, boolean interruptibly) {
            try {
                if (interruptibly) {
                    bell.await(this::look, isWorthALook, Bell.FOREVER_NANOS);
                } else {
                    bell.awaitUninterruptibly(this::look, isWorthALook);
                    interrupted = Thread.interrupted();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }

        private boolean look() {
            looks.incrementAndGet();
            return wish.get();
        }

        boolean isParked() {
            return LockSupport.getBlocker(thread) instanceof WaitingRoom;
        }

        void join() throws InterruptedException {
            thread.join();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        waiters.forEach(waiter -> waiter.wish.set(true));
        bell.ring();
        for (Waiter waiter : waiters) {
            waiter.join();
        }
    }

    @Test
    void aRingWakesThoseWhoHaveSomethingToLookAt() throws InterruptedException {
        startAll(null);
        List<Waiter> parked = parked();
        List<Integer> before = parked.stream().map(waiter -> waiter.looks.get()).toList();
        Waiter last = parked.get(parked.size() - 1);
        last.wish.set(true);
        bell.ring();
        last.join();
        for (int i = 0; i < parked.size() - 1; i++) {
            assertEquals(before.get(i), parked.get(i).looks.get(), "no other has woken but the head");
        }
    }

    @Test
    void whatNobodyRingsForIsFoundAllTheSame() throws InterruptedException {
        startAll(null);
        // Whoever changed it has died before the ring.
        Waiter one = parked().get(0);
        one.wish.set(true);
        one.join();
    }

    @Test
    void whatComesForOneWakesNobodyElse() throws InterruptedException {
        startAll(WaitingRoom.AFTER_THE_HEAD);
        List<Waiter> parked = parked();
        List<Integer> before = parked.stream().map(waiter -> waiter.looks.get()).toList();
        Waiter head = head();
        head.wish.set(true);
        bell.ring(1);
        head.join();
        BodyChild.until(() -> woken(parked, before) > 0);
        assertEquals(1, woken(parked, before), "the next one listens now");
    }

    private static long woken(List<Waiter> waiters, List<Integer> looksBefore) {
        return IntStream.range(0, waiters.size())
                .filter(i -> waiters.get(i).looks.get() > looksBefore.get(i))
                .count();
    }

    @Test
    void aHeadThatIsInterruptedHandsOver() throws InterruptedException {
        startAll(null);
        for (int left = WAITERS; left > 1; left--) {
            Waiter head = head();
            head.thread.interrupt();
            head.join();
            assertTrue(head.interrupted);
            int parkedNow = left - 2;
            BodyChild.until(() -> parked().size() == parkedNow);
        }
    }

    @Test
    void anInterruptEndsAParkedWait() throws InterruptedException {
        startAll(null);
        Waiter one = parked().get(0);
        one.thread.interrupt();
        one.join();
        assertTrue(one.interrupted);
        assertEquals(WAITERS - 2, parked().size());
    }

    @Test
    void anUninterruptibleWaitGoesOnAndKeepsTheInterrupt() throws InterruptedException {
        startAll(null);
        Waiter one = new Waiter(null, false);
        BodyChild.until(one::isParked);
        int before = one.looks.get();
        one.thread.interrupt();
        BodyChild.until(() -> one.looks.get() > before && one.isParked());
        one.wish.set(true);
        bell.ring();
        one.join();
        assertTrue(one.interrupted);
    }

    @Test
    void aParkedWaitEndsAfterItsTime() throws InterruptedException {
        startAll(null);
        long start = System.nanoTime();
        assertFalse(bell.await(() -> false, () -> false, TimeUnit.MILLISECONDS.toNanos(20)));
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(20));
        assertEquals(WAITERS - 1, parked().size());
    }

    @Test
    void aPlaceHasOneBell() {
        try (Segment segment = Segment.create("test bells", 64)) {
            assertSame(Bell.of(segment, 8), Bell.of(segment, 8));
        }
    }

    private void startAll(BooleanSupplier isWorthALook) throws InterruptedException {
        for (int i = 0; i < WAITERS; i++) {
            new Waiter(isWorthALook, true);
        }
        BodyChild.until(() -> parked().size() == WAITERS - 1);
    }

    private List<Waiter> parked() {
        return waiters.stream().filter(Waiter::isParked).toList();
    }

    /** The one that is alive and not parked. */
    private Waiter head() {
        return waiters.stream()
                .filter(waiter -> waiter.thread.isAlive() && !waiter.isParked())
                .findAny()
                .orElseThrow();
    }
}
