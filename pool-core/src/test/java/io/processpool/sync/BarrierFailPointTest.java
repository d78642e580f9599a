package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RemoteRunnable;
import io.processpool.internal.log.Warnings;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process dies before each of its writes of a barrier in turn: all pass, or all know that it is broken. */
@Timeout(120)
class BarrierFailPointTest {

    private static final int BROKEN = -1;

    private final Warnings warnings = new Warnings(); // of the guard's recoveries, many

    @AfterEach
    void close() throws InterruptedException {
        warnings.settled().close();
    }

    Mortal bear(int writes) throws Exception {
        return new SimulatedProcess(writes);
    }

    @Test
    void arriveAndWait() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessBarrier barrier = ProcessBarrier.create(2);
            mortal.start(() -> barrier.await(Mortal.LONG));
            BodyChild.until(() -> mortal.hasEnded() || Mortal.isWaitedFor(barrier));
            assertTheOtherGoesOn(barrier, mortal);
        });
    }

    @Test
    void dieOnTheWayOut() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessBarrier barrier = ProcessBarrier.create(2);
            mortal.startToWait(() -> barrier.await(Mortal.LONG), () -> Mortal.isWaitedFor(barrier));
            assertTheOtherGoesOn(barrier, mortal);
        });
    }

    private static void assertTheOtherGoesOn(ProcessBarrier barrier, Mortal mortal) throws Exception {
        boolean isDead = mortal.hasEnded();
        boolean hadCome = barrier.getNumberWaiting() == 1;
        FutureTask<Integer> other = arrive(barrier);
        if (isDead && !hadCome) {
            assertEquals(1, arrive(barrier).get() + other.get(), "as if it had never been");
        } else if (isDead) {
            assertEquals(BROKEN, other.get(), "passed with a dead party");
        } else if (mortal.survived()) {
            assertEquals(0, other.get());
        } else {
            assertTrue(other.get() == BROKEN ? barrier.isBroken() : barrier.getNumberWaiting() == 0);
        }
        assertGoodToUse(barrier);
    }

    @Test
    void arriveLastAndRunTheAction() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessEvent done = ProcessEvent.create();
            ProcessBarrier barrier = ProcessBarrier.create(2, (RemoteRunnable) done::set);
            FutureTask<Integer> other = arrive(barrier);
            BodyChild.until(() -> barrier.getNumberWaiting() == 1);
            mortal.start(() -> assertEquals(0, barrier.await(Mortal.LONG)));
            boolean survived = mortal.survived();
            if (barrier.getNumberWaiting() == 1) {
                assertFalse(survived);
                arrive(barrier).get(); // The dead one had not come.
            }
            assertTrue(other.get() == BROKEN || done.isSet(), "passed before the action");
            assertTrue(other.get() != BROKEN || !survived);
            assertGoodToUse(barrier);
        });
    }

    @Test
    void waitAndGiveUp() throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessBarrier barrier = ProcessBarrier.create(3);
            FutureTask<Integer> other = arrive(barrier);
            BodyChild.until(() -> barrier.getNumberWaiting() == 1);
            mortal.start(() -> {
                try {
                    barrier.await(Duration.ofMillis(1));
                } catch (TimeoutException expected) {
                    // The barrier is broken.
                }
            });
            if (!mortal.survived()) {
                barrier.abort(); // The dead one may not have come.
            }
            assertEquals(BROKEN, other.get());
            assertGoodToUse(barrier);
        });
    }

    @Test
    void abort() throws Exception {
        breakWith(ProcessBarrier::abort);
    }

    @Test
    void reset() throws Exception {
        breakWith(ProcessBarrier::reset);
    }

    /** Something that turns all away. */
    @FunctionalInterface
    private interface Break extends java.io.Serializable {
        void accept(ProcessBarrier barrier);
    }

    private void breakWith(Break change) throws Exception {
        Mortal.forEachWrite(this::bear, mortal -> {
            ProcessBarrier barrier = ProcessBarrier.create(3);
            FutureTask<Integer> first = arrive(barrier);
            FutureTask<Integer> second = arrive(barrier);
            BodyChild.until(() -> barrier.getNumberWaiting() == 2);
            mortal.start(() -> change.accept(barrier));
            if (!mortal.survived() && barrier.getNumberWaiting() == 2) {
                change.accept(barrier); // The dead one had not begun.
            }
            assertEquals(BROKEN, first.get());
            assertEquals(BROKEN, second.get());
            assertGoodToUse(barrier);
        });
    }

    private static FutureTask<Integer> arrive(ProcessBarrier barrier) {
        return BodyChild.inThread(() -> {
            try {
                return barrier.await(Mortal.LONG);
            } catch (BrokenBarrierException e) {
                return BROKEN;
            }
        });
    }

    private static void assertGoodToUse(ProcessBarrier barrier) throws Exception {
        barrier.reset();
        assertFalse(barrier.isBroken());
        for (int round = 0; round < 2; round++) {
            int sum = 0;
            FutureTask<?>[] others = new FutureTask<?>[barrier.getParties() - 1];
            for (int i = 0; i < others.length; i++) {
                others[i] = arrive(barrier);
            }
            sum += barrier.await(Mortal.LONG);
            for (FutureTask<?> other : others) {
                sum += (Integer) other.get();
            }
            assertEquals(barrier.getParties() * others.length / 2, sum);
        }
        assertEquals(0, barrier.getNumberWaiting());
    }
}
