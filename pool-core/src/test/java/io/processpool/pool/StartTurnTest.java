package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** So many turns and no more, in the order of those who ask. */
@Timeout(30)
class StartTurnTest {
    private final List<StartTurn> taken = new ArrayList<>();

    private void takeAll() throws InterruptedException {
        for (int i = 0; i < StartTurn.atATime(); i++) {
            taken.add(StartTurn.await());
        }
    }

    @AfterEach
    void endAll() {
        taken.forEach(StartTurn::end);
    }

    @Test
    void oneMoreWaitsUntilATurnEnds() throws Exception {
        takeAll();
        CompletableFuture<StartTurn> next = new CompletableFuture<>();
        Thread waiter = new Thread(() -> {
            try {
                next.complete(StartTurn.await());
            } catch (InterruptedException e) {
                next.completeExceptionally(e);
            }
        });
        waiter.start();
        while (waiter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertFalse(next.isDone());
        taken.get(0).end();
        taken.add(next.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aTurnThatEndsTwiceMakesRoomForOne() throws Exception {
        takeAll();
        taken.get(0).end();
        taken.get(0).end();
        taken.add(StartTurn.await());
        Thread waiter = new Thread(() -> {
            try {
                StartTurn.await();
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
        });
        waiter.start();
        while (waiter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        waiter.interrupt();
        waiter.join();
        assertEquals(Thread.State.TERMINATED, waiter.getState());
    }
}
