package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RemoteRunnable;
import io.processpool.RuntimeError;
import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.spawn.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ProcessSemaphoreTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    static Stream<ProcessSemaphore> unboundedOfTwo() {
        return Stream.of(ProcessSemaphore.create(2), ProcessSemaphore.createTrackingHolders(2));
    }

    static Stream<ProcessBoundedSemaphore> boundedOfTwo() {
        return Stream.of(ProcessBoundedSemaphore.create(2), ProcessBoundedSemaphore.createTrackingHolders(2));
    }

    static Stream<ProcessSemaphore> allOfTwo() {
        return Stream.concat(unboundedOfTwo(), boundedOfTwo());
    }

    @ParameterizedTest
    @MethodSource("allOfTwo")
    void permitsAreTakenAndGivenBack(ProcessSemaphore semaphore) throws InterruptedException {
        assertEquals(2, semaphore.availablePermits());
        semaphore.acquire();
        assertEquals(1, semaphore.availablePermits());
        semaphore.acquireUninterruptibly();
        assertFalse(semaphore.tryAcquire());
        assertFalse(semaphore.tryAcquire(Duration.ofMillis(60)));
        assertEquals(0, semaphore.availablePermits());
        semaphore.release();
        assertTrue(semaphore.tryAcquire(Duration.ofSeconds(-1)));
        semaphore.release(2);
        assertEquals(2, semaphore.availablePermits());
        assertThrows(IllegalArgumentException.class, () -> semaphore.release(0));
    }

    @ParameterizedTest
    @MethodSource("unboundedOfTwo")
    void thereMayBeMorePermitsThanAtFirst(ProcessSemaphore semaphore) {
        semaphore.release();
        semaphore.release();
        assertEquals(4, semaphore.availablePermits());
        assertEquals("ProcessSemaphore[available=4]", semaphore.toString());
        assertThrows(IllegalStateException.class, () -> semaphore.release(Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("boundedOfTwo")
    void aBoundedOneRefusesAReleaseTooMany(ProcessSemaphore semaphore) {
        assertThrows(IllegalStateException.class, semaphore::release);
        assertTrue(semaphore.tryAcquire());
        String message = assertThrows(IllegalStateException.class, () -> semaphore.release(2))
                .getMessage();
        assertTrue(message.contains("ProcessBoundedSemaphore[available=1 of 2]"), message);
        semaphore.release();
        assertEquals(2, semaphore.availablePermits());
    }

    @Test
    void aNegativeNumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ProcessSemaphore.create(-1));
        assertThrows(IllegalArgumentException.class, () -> ProcessBoundedSemaphore.createTrackingHolders(-1));
    }

    @ParameterizedTest
    @MethodSource("allOfTwo")
    void neverMoreThreadsAreInsideThanThereArePermits(ProcessSemaphore semaphore) throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<FutureTask<Object>> threads = new ArrayList<>();
        for (int t = 0; t < 5; t++) {
            threads.add(BodyChild.inThread(() -> {
                for (int i = 0; i < 300; i++) {
                    semaphore.acquire();
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.yield();
                    inside.decrementAndGet();
                    semaphore.release();
                }
                return null;
            }));
        }
        for (FutureTask<Object> thread : threads) {
            thread.get();
        }
        assertTrue(most.get() <= 2, most::toString);
        assertEquals(2, semaphore.availablePermits());
    }

    @ParameterizedTest
    @MethodSource("allOfTwo")
    void processesPassPermitsBackAndForth(ProcessSemaphore semaphore) throws Exception {
        ProcessSemaphore request = ProcessSemaphore.create(0);
        ProcessSemaphore reply = ProcessSemaphore.create(0);
        try (ChildJvm child = BodyChild.start(() -> {
            for (int i = 0; i < 200; i++) {
                request.acquire();
                semaphore.acquire();
                semaphore.release();
                reply.release();
            }
        })) {
            for (int i = 0; i < 200; i++) {
                request.release();
                assertTrue(reply.tryAcquire(LONG));
            }
            assertEquals("", child.awaitEnd());
        }
        assertEquals(2, semaphore.availablePermits());
    }

    /** Of two permits that come at once the second one may find nobody asleep whom it could wake. */
    @Test
    void whoWaitedUninterruptiblyWakesTheNext() throws Exception {
        ProcessSemaphore semaphore = ProcessSemaphore.create(0);
        int before = rings(semaphore);
        Thread waiter = new Thread(semaphore::acquireUninterruptibly);
        waiter.start();
        while (!isSomebodyWaiting(semaphore)) {
            Thread.onSpinWait();
        }
        semaphore.release(2);
        waiter.join();
        assertEquals(before + 2, rings(semaphore), "one for both, and one for the permit that is left");
    }

    /** See {@link Bell}. */
    private static int rings(ProcessSemaphore semaphore) {
        return semaphore.words().getIntVolatile(semaphore.at(Primitive.BELL_OFFSET)) >>> 1;
    }

    private static boolean isSomebodyWaiting(ProcessSemaphore semaphore) {
        return (semaphore.words().getIntVolatile(semaphore.at(Primitive.BELL_OFFSET)) & 1) != 0;
    }

    @ParameterizedTest
    @MethodSource("allOfTwo")
    void severalAreTakenTogetherOrNotAtAll(ProcessSemaphore semaphore) throws InterruptedException {
        assertTrue(semaphore.tryAcquire(2));
        assertEquals(0, semaphore.availablePermits());
        semaphore.release();
        assertFalse(semaphore.tryAcquire(2));
        assertFalse(semaphore.tryAcquire(2, Duration.ofMillis(60)));
        assertEquals(1, semaphore.availablePermits(), "who wants two takes none of one");
        semaphore.release();
        semaphore.acquire(2);
        semaphore.release(2);
        semaphore.acquireUninterruptibly(2);
        assertFalse(semaphore.tryAcquire());
        assertThrows(IllegalArgumentException.class, () -> semaphore.acquire(0));
        assertThrows(IllegalArgumentException.class, () -> semaphore.tryAcquire(-1));
    }

    @ParameterizedTest
    @MethodSource("boundedOfTwo")
    void moreThanThereMayEverBeAreRefused(ProcessSemaphore semaphore) {
        assertThrows(IllegalArgumentException.class, () -> semaphore.acquire(3));
        assertThrows(IllegalArgumentException.class, () -> semaphore.acquireUninterruptibly(3));
        assertThrows(IllegalArgumentException.class, () -> semaphore.tryAcquire(3));
        assertThrows(IllegalArgumentException.class, () -> semaphore.tryAcquire(3, LONG));
    }

    /** Who took one after the other would end with one each, and wait for ever. */
    @ParameterizedTest
    @MethodSource("allOfTwo")
    void processesThatWantAllDoNotWaitForEachOther(ProcessSemaphore semaphore) throws Exception {
        ProcessBoundedSemaphore inside = ProcessBoundedSemaphore.create(1);
        RemoteRunnable takeAllOften = () -> {
            for (int i = 0; i < 2000; i++) {
                require(semaphore.tryAcquire(2, LONG), "no permits came");
                require(inside.tryAcquire(), "only one may be here");
                inside.release();
                semaphore.release(1);
                semaphore.release(1);
            }
        };
        try (ChildJvm one = BodyChild.start(takeAllOften);
                ChildJvm other = BodyChild.start(takeAllOften)) {
            assertEquals("", one.awaitEnd());
            assertEquals("", other.awaitEnd());
        }
        assertEquals(2, semaphore.availablePermits());
    }

    @ParameterizedTest
    @MethodSource("allOfTwo")
    void whoWantsOneIsServedThoughAnotherProcessWaitsForTwo(ProcessSemaphore semaphore) throws Exception {
        assertTrue(semaphore.tryAcquire(2));
        ProcessSemaphore served = ProcessSemaphore.create(0);
        ProcessSemaphore giveBack = ProcessSemaphore.create(0);
        try (ChildJvm two = BodyChild.start(() -> {
                    require(semaphore.tryAcquire(2, LONG), "no permits came");
                    served.release(2);
                });
                ChildJvm one = BodyChild.start(() -> {
                    require(semaphore.tryAcquire(1, LONG), "no permit came");
                    served.release();
                    giveBack.acquire();
                    semaphore.release();
                })) {
            semaphore.release();
            assertTrue(served.tryAcquire(LONG));
            semaphore.release();
            assertFalse(served.tryAcquire(Duration.ofMillis(100)), "one permit is not enough");
            giveBack.release();
            assertEquals("", one.awaitEnd());
            assertTrue(served.tryAcquire(2, LONG));
            assertEquals("", two.awaitEnd());
        }
    }

    /** For a child, which has no JUnit. */
    private static void require(boolean isTrue, String orElse) {
        if (!isTrue) {
            throw new AssertionError(orElse);
        }
    }

    @Test
    void thePermitsOfAKilledHolderComeBackToAWaiter() throws Exception {
        ProcessSemaphore semaphore = ProcessSemaphore.createTrackingHolders(2);
        try (ChildJvm child = holderOfTwo(semaphore)) {
            assertFalse(semaphore.tryAcquire());
            FutureTask<Boolean> waiter = BodyChild.inThread(() -> semaphore.tryAcquire(LONG));
            child.kill();
            assertTrue(waiter.get());
            assertTrue(semaphore.tryAcquire());
            assertFalse(semaphore.tryAcquire());
        }
    }

    @Test
    void aParentsSweepGivesThemBackAtOnce() throws Exception {
        ProcessBoundedSemaphore semaphore = ProcessBoundedSemaphore.createTrackingHolders(2);
        try (ChildJvm child = holderOfTwo(semaphore)) {
            ProcessIdentity dead = ProcessIdentity.of(child.pid()).orElseThrow();
            assertThrows(IllegalStateException.class, semaphore::release, "the child's are not ours to release");
            child.kill();
            ProcessEvents.died(dead, () -> "test-worker");
            assertTrue(semaphore.tryAcquire());
            assertEquals(1, semaphore.availablePermits());
        }
    }

    @Test
    void withoutTrackingThePermitsOfTheDeadAreLost() throws Exception {
        ProcessSemaphore semaphore = ProcessSemaphore.create(2);
        try (ChildJvm child = holderOfTwo(semaphore)) {
            child.kill();
            assertFalse(semaphore.tryAcquire(Duration.ofMillis(300)));
        }
    }

    @Test
    void theLivingKeepTheirs() throws Exception {
        ProcessSemaphore semaphore = ProcessSemaphore.createTrackingHolders(2);
        try (ChildJvm child = holderOfTwo(semaphore)) {
            assertFalse(semaphore.tryAcquire(Duration.ofMillis(300)));
        }
    }

    @ParameterizedTest
    @MethodSource("allOfTwo")
    void anInterruptEndsTheWaitAndTakesNothing(ProcessSemaphore semaphore) throws Exception {
        semaphore.acquire();
        semaphore.acquire();
        long millis = BodyChild.interruptedWaitMillis(() -> semaphore.tryAcquire(LONG));
        assertTrue(millis < 5_000, () -> millis + " ms");
        semaphore.release(2);
        assertEquals(2, semaphore.availablePermits());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, semaphore::acquire);
        assertEquals(2, semaphore.availablePermits());
    }

    @ParameterizedTest
    @MethodSource("allOfTwo")
    void itTravelsToAChildsStartOnly(ProcessSemaphore semaphore) throws Exception {
        String message = assertThrows(RuntimeError.class, () -> BodyChild.serialize(semaphore))
                .getMessage();
        assertTrue(message.contains("Semaphore objects should only be shared between processes through"), message);
        Object copy = BodyChild.travelled(semaphore);
        assertEquals(semaphore, copy);
        assertEquals(semaphore.getClass(), copy.getClass());
        assertEquals(semaphore.toString(), copy.toString());
        assertNotEquals(semaphore, ProcessSemaphore.create(2));
    }

    private static ChildJvm holderOfTwo(ProcessSemaphore semaphore) throws Exception {
        ChildJvm child = BodyChild.start(() -> {
            semaphore.acquire();
            semaphore.acquire();
            BodyChild.sayAndStay("held");
        });
        assertEquals("held", child.readLine());
        return child;
    }
}
