package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RemoteRunnable;
import io.processpool.pool.ChildProcess;
import io.processpool.sync.ProcessBarrier;
import io.processpool.sync.ProcessSemaphore;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Five parties, four of them processes: CPython's tests of Barrier. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class BarriersAcrossProcessesTest {
    private static final int PARTIES = 5;

    /** Runs the same body in four processes and in this one. */
    private static void runFive(RemoteRunnable body) throws Exception {
        try (Children children = new Children()) {
            for (int i = 1; i < PARTIES; i++) {
                children.start(body);
            }
            body.run();
            children.join();
        }
    }

    private static void passInLockstep(int rounds) throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(PARTIES, Delays.LONG);
        ProcessSemaphore before = ProcessSemaphore.create(0);
        ProcessSemaphore after = ProcessSemaphore.create(0);
        runFive(() -> {
            for (int round = 0; round < rounds; round++) {
                before.release();
                barrier.await();
                assertTrue(before.availablePermits() >= PARTIES * (round + 1), "passed before all had come");
                after.release();
                barrier.await();
                assertTrue(after.availablePermits() >= PARTIES * (round + 1), "passed before all had come");
            }
        });
        assertEquals(PARTIES * rounds, before.availablePermits());
        assertEquals(PARTIES * rounds, after.availablePermits());
        assertFalse(barrier.isBroken());
        assertEquals(0, barrier.getNumberWaiting());
    }

    // -- test_barrier, test_barrier_10

    @Test
    void allPassTogether() throws Exception {
        passInLockstep(1);
    }

    @Test
    void allPassTogetherTenTimes() throws Exception {
        passInLockstep(10);
    }

    // -- test_wait_return

    @Test
    void exactlyOneGetsZero() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(PARTIES, Delays.LONG);
        ProcessSemaphore zeros = ProcessSemaphore.create(0);
        ProcessSemaphore sum = ProcessSemaphore.create(0);
        runFive(() -> {
            int index = barrier.await();
            if (index == 0) {
                zeros.release();
            } else {
                sum.release(index);
            }
        });
        assertEquals(1, zeros.availablePermits());
        assertEquals(1 + 2 + 3 + 4, sum.availablePermits());
    }

    // -- test_action

    @Test
    void theActionRunsOnceBeforeAnyPasses() throws Exception {
        ProcessSemaphore runs = ProcessSemaphore.create(0);
        ProcessBarrier barrier = ProcessBarrier.create(PARTIES, runs::release, Delays.LONG);
        runFive(() -> {
            barrier.await();
            assertEquals(1, runs.availablePermits());
        });
        assertEquals(1, runs.availablePermits());
    }

    // -- test_abort

    @Test
    void oneThatAbortsBreaksTheOthers() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(PARTIES, Delays.LONG);
        ProcessSemaphore broken = ProcessSemaphore.create(0);
        ProcessSemaphore passed = ProcessSemaphore.create(0);
        runFive(() -> {
            try {
                if (ChildProcess.current().isEmpty()) {
                    Await.until("the others wait", () -> barrier.getNumberWaiting() == PARTIES - 1);
                    barrier.abort();
                } else {
                    barrier.await();
                    passed.release();
                }
            } catch (BrokenBarrierException e) {
                broken.release();
            }
        });
        assertEquals(0, passed.availablePermits());
        assertEquals(PARTIES - 1, broken.availablePermits());
        assertTrue(barrier.isBroken());
        assertThrows(BrokenBarrierException.class, barrier::await);
    }

    // -- test_timeout, test_default_timeout

    @Test
    void oneLatePartyBreaksAll() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(PARTIES);
        ProcessSemaphore broken = ProcessSemaphore.create(0);
        runFive(() -> {
            try {
                if (ChildProcess.current().isEmpty()) {
                    Await.until("the others have given up", barrier::isBroken);
                }
                barrier.await(Delays.SHORT);
            } catch (BrokenBarrierException | TimeoutException e) {
                broken.release();
            }
        });
        assertEquals(PARTIES, broken.availablePermits());
        assertTrue(barrier.isBroken());
    }

    @Test
    void theBarriersOwnTimeOutBreaksItForAll() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(PARTIES + 1, Delays.SHORT);
        ProcessSemaphore broken = ProcessSemaphore.create(0);
        runFive(() -> {
            assertThrows(BrokenBarrierException.class, barrier::await);
            broken.release();
        });
        assertEquals(PARTIES, broken.availablePermits());
        assertTrue(barrier.isBroken());
    }

    // -- test_single_thread

    @Test
    void aBarrierOfOneNeverBlocksInAChildEither() throws Exception {
        ProcessBarrier barrier = ProcessBarrier.create(1);
        try (Children children = new Children()) {
            children.start(() -> {
                assertEquals(0, barrier.await());
                assertEquals(0, barrier.await());
            });
            children.join();
        }
        assertEquals(0, barrier.await());
    }
}
