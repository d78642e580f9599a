package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RuntimeError;
import io.processpool.internal.memory.ChildJvm;
import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessBarrierTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    @Test
    void fivePartiesPassInLockstepAndEachTimeOneGetsZero() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(5);
        ProcessSemaphore steps = ProcessSemaphore.create(0);
        List<FutureTask<List<Integer>>> threads = new ArrayList<>();
        for (int t = 0; t < 5; t++) {
            threads.add(BodyChild.inThread(() -> {
                List<Integer> indices = new ArrayList<>();
                for (int round = 0; round < 10; round++) {
                    steps.release();
                    indices.add(barrier.await(LONG));
                    int before = steps.availablePermits();
                    assertTrue(before >= 5 * (round + 1) && before <= 5 * (round + 2), () -> "steps " + before);
                }
                return indices;
            }));
        }
        List<List<Integer>> indices = new ArrayList<>();
        for (FutureTask<List<Integer>> thread : threads) {
            indices.add(thread.get());
        }
        for (int round = 0; round < 10; round++) {
            int now = round;
            assertEquals(
                    IntStream.range(0, 5).boxed().toList(),
                    indices.stream().map(list -> list.get(now)).sorted().toList());
        }
        assertEquals(50, steps.availablePermits());
        assertEquals("ProcessBarrier[waiting=0 of 5]", barrier.toString());
    }

    @Test
    void processesPassAndTheActionRunsOnceInTheLastOne() throws Exception {
        ProcessSemaphore runs = ProcessSemaphore.create(0);
        ProcessBarrier barrier = ProcessBarrier.create(3, runs::release);
        try (ChildJvm first = party(barrier, 10);
                ChildJvm second = party(barrier, 10)) {
            int sum = 0;
            for (int round = 1; round <= 10; round++) {
                sum += barrier.await(LONG);
                // The others cannot pass again without this one.
                assertEquals(round, runs.availablePermits());
            }
            sum += Integer.parseInt(first.awaitEnd()) + Integer.parseInt(second.awaitEnd());
            assertEquals(10 * (0 + 1 + 2), sum);
        }
        assertEquals(10, runs.availablePermits());
    }

    @Test
    void aBarrierOfOneNeverBlocks() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(1);
        for (int i = 0; i < 100; i++) {
            assertEquals(0, barrier.await());
            assertEquals(0, barrier.await(Duration.ZERO));
        }
        assertEquals(1, barrier.getParties());
        assertThrows(IllegalArgumentException.class, () -> ProcessBarrier.create(0));
    }

    @Test
    void abortBreaksTheOthersUntilReset() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(3);
        FutureTask<Integer> waiter = waiter(barrier, 1);
        barrier.abort();
        assertBroken(waiter);
        assertTrue(barrier.isBroken());
        assertEquals("ProcessBarrier[broken, parties=3]", barrier.toString());
        assertThrows(BrokenBarrierException.class, barrier::await);
        barrier.reset();
        assertFalse(barrier.isBroken());
        FutureTask<Integer> first = waiter(barrier, 1);
        FutureTask<Integer> second = waiter(barrier, 2);
        assertEquals(0, barrier.await(LONG));
        assertEquals(3, first.get() + second.get());
    }

    @Test
    void resetTurnsAwayWhoWaits() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(2);
        FutureTask<Integer> waiter = waiter(barrier, 1);
        barrier.reset();
        assertBroken(waiter);
        assertFalse(barrier.isBroken());
        FutureTask<Integer> next = waiter(barrier, 1);
        assertEquals(0, barrier.await(LONG));
        assertEquals(1, next.get());
    }

    @Test
    void oneLatePartyBreaksAll() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(3);
        FutureTask<Integer> waiter = waiter(barrier, 1);
        assertThrows(TimeoutException.class, () -> barrier.await(Duration.ofMillis(60)));
        assertBroken(waiter);
        assertTrue(barrier.isBroken());
        assertEquals(0, barrier.getNumberWaiting());
    }

    @Test
    void theBarriersOwnTimeOutBreaksItToo() {
        ProcessBarrier barrier = ProcessBarrier.create(2, Duration.ofMillis(60));
        Throwable cause =
                assertThrows(BrokenBarrierException.class, barrier::await).getCause();
        assertEquals(TimeoutException.class, cause.getClass());
        assertTrue(barrier.isBroken());
    }

    @Test
    void aFailedActionBreaksTheBarrierAndReachesWhoRanIt() throws Exception {
        IOException failure = new IOException("disk full");
        ProcessBarrier barrier = ProcessBarrier.create(2, () -> {
            throw failure;
        });
        FutureTask<Integer> waiter = waiter(barrier, 1);
        assertSame(
                failure, assertThrows(CompletionException.class, barrier::await).getCause());
        assertBroken(waiter);
        assertTrue(barrier.isBroken());
    }

    @Test
    void theDeathOfAPartyThatArrivedBreaksTheBarrierForWhoWaits() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(3);
        try (ChildJvm child = party(barrier, 1)) {
            BodyChild.until(() -> barrier.getNumberWaiting() == 1);
            FutureTask<Integer> waiter = waiter(barrier, 2);
            child.kill();
            assertBroken(waiter);
        }
        barrier.reset();
        assertEquals(0, barrier.getNumberWaiting());
    }

    @Test
    void theDeathOfAPartyThatArrivedBreaksTheBarrierForTheLastOne() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(2);
        try (ChildJvm child = party(barrier, 1)) {
            BodyChild.until(() -> barrier.getNumberWaiting() == 1);
            child.kill();
            assertThrows(BrokenBarrierException.class, barrier::await);
        }
    }

    @Test
    void aPartyThatDiesInTheActionBreaksTheBarrier() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(2, () -> BodyChild.sayAndStay("in the action"));
        FutureTask<Integer> waiter = waiter(barrier, 1);
        try (ChildJvm child = party(barrier, 1)) {
            assertEquals("in the action", child.readLine());
            ProcessIdentity dead = ProcessIdentity.of(child.pid()).orElseThrow();
            FutureTask<Integer> early = BodyChild.inThread(() -> barrier.await(LONG));
            child.kill();
            ProcessEvents.died(dead, () -> "test-worker");
            assertBroken(waiter);
            assertBroken(early);
        }
    }

    @Test
    void anInterruptBreaksTheBarrier() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(2);
        long millis = BodyChild.interruptedWaitMillis(() -> barrier.await(LONG));
        assertTrue(millis < 5_000, () -> millis + " ms");
        assertTrue(barrier.isBroken());
    }

    @Test
    void itTravelsToAChildsStartOnly() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(2);
        String message = assertThrows(RuntimeError.class, () -> BodyChild.serialize(barrier))
                .getMessage();
        assertTrue(message.startsWith("Barrier objects should only be shared between processes through"), message);
        assertEquals(barrier, BodyChild.travelled(barrier));
        assertNotEquals(barrier, ProcessBarrier.create(2));
    }

    /** Starts a thread that waits as the n-th. */
    private static FutureTask<Integer> waiter(ProcessBarrier barrier, int number) throws InterruptedException {
        Callable<Integer> wait = barrier::await;
        FutureTask<Integer> waiter = BodyChild.inThread(wait);
        BodyChild.until(() -> barrier.getNumberWaiting() == number);
        return waiter;
    }

    private static void assertBroken(FutureTask<Integer> waiter) {
        Throwable cause = assertThrows(ExecutionException.class, waiter::get).getCause();
        assertEquals(BrokenBarrierException.class, cause.getClass());
    }

    private static ChildJvm party(ProcessBarrier barrier, int times) throws IOException {
        return BodyChild.start(() -> {
            int sum = 0;
            for (int i = 0; i < times; i++) {
                sum += barrier.await(LONG);
            }
            System.out.println(sum);
        });
    }
}
