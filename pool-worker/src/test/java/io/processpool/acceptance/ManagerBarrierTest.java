package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.InterProcessBarrier;
import io.processpool.InterProcessEvent;
import io.processpool.RemoteConsumer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** While a manager's barrier runs its action the barrier can be used, by the action too. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerBarrierTest extends OneManager {
    private List<Object> seen;

    @BeforeEach
    void make() {
        seen = manager.newList();
    }

    /** A barrier for two whose action gets it. */
    private static InterProcessBarrier barrier(RemoteConsumer<InterProcessBarrier> action) {
        List<InterProcessBarrier> itself = manager.newList();
        InterProcessBarrier barrier = manager.newBarrier(2, () -> action.accept(itself.get(0)), Duration.ofSeconds(30));
        itself.add(barrier);
        return barrier;
    }

    @Test
    void actionMayAskItsOwnBarrier() throws Exception {
        List<Object> told = seen;
        InterProcessBarrier barrier =
                barrier(own -> told.addAll(List.of(own.getNumberWaiting(), own.isBroken(), own.toString())));
        OtherThread<Integer> other = OtherThread.call(barrier::await);
        assertEquals(1, barrier.await() + other.get());
        assertEquals(List.of(2, false, "ManagerBarrier[2 of 2 waiting]"), seen);
        assertEquals(0, barrier.getNumberWaiting());
    }

    @Test
    void actionThatBreaksItsOwnBarrierBreaksItForAll() throws Exception {
        InterProcessBarrier barrier = barrier(InterProcessBarrier::abort);
        OtherThread<Void> other = OtherThread.run(() -> assertThrows(BrokenBarrierException.class, barrier::await));
        assertThrows(BrokenBarrierException.class, barrier::await);
        other.get();
        assertTrue(barrier.isBroken());
    }

    @Test
    void actionThatResetsItsOwnBarrierLeavesItEmpty() throws Exception {
        InterProcessBarrier barrier = barrier(InterProcessBarrier::reset);
        OtherThread<Void> other = OtherThread.run(() -> assertThrows(BrokenBarrierException.class, barrier::await));
        assertThrows(BrokenBarrierException.class, barrier::await);
        other.get();
        assertFalse(barrier.isBroken());
        assertEquals(0, barrier.getNumberWaiting());
    }

    @Test
    void actionThatAwaitsItsOwnBarrierTimesOut() throws Exception {
        List<Object> told = seen;
        InterProcessBarrier barrier =
                barrier(own -> told.add(assertThrows(TimeoutException.class, () -> own.await(Duration.ofMillis(50)))
                        .getClass()
                        .getSimpleName()));
        OtherThread<Integer> other = OtherThread.call(barrier::await);
        assertEquals(1, barrier.await() + other.get());
        assertEquals(List.of("TimeoutException"), seen);
        assertFalse(barrier.isBroken());
    }

    @Test
    void whoComesDuringTheActionIsOfTheNextRound() throws Exception {
        InterProcessEvent begun = manager.newEvent();
        InterProcessEvent gate = manager.newEvent();
        InterProcessBarrier barrier = barrier(own -> {
            begun.set();
            gate.await();
        });
        OtherThread<Integer> first = OtherThread.call(barrier::await);
        OtherThread<Integer> second = OtherThread.call(barrier::await);
        begun.await();
        OtherThread<Integer> third = OtherThread.call(barrier::await);
        third.assertWaits();
        gate.set();
        assertEquals(1, first.get() + second.get());
        OtherThread<Integer> fourth = OtherThread.call(barrier::await);
        assertEquals(1, third.get() + fourth.get());
    }

    @Test
    void whoWaitsTooLongWhileTheActionRunsHasMetTheOthers() throws Exception {
        InterProcessEvent begun = manager.newEvent();
        InterProcessEvent gate = manager.newEvent();
        InterProcessBarrier barrier = barrier(own -> {
            begun.set();
            gate.await();
        });
        // Not yet over when the second comes, on a busy machine.
        Duration patience = Delays.scaled(Duration.ofSeconds(3));
        OtherThread<Integer> first = OtherThread.call(() -> barrier.await(patience));
        Await.until("it waits", () -> barrier.getNumberWaiting() == 1);
        OtherThread<Integer> second = OtherThread.call(barrier::await);
        begun.await();
        Await.happens(patience.plusMillis(200), () -> false);
        assertFalse(barrier.isBroken());
        gate.set();
        assertEquals(1, first.get());
        assertEquals(0, second.get());
    }
}
