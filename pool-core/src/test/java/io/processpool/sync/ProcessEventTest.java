package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.RuntimeError;
import io.processpool.internal.memory.ChildJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessEventTest {

    private final ProcessEvent event = ProcessEvent.create();

    @Test
    void itIsSetAndClearedAndSaysSo() throws InterruptedException {
        assertFalse(event.isSet());
        assertEquals("ProcessEvent[cleared]", event.toString());
        assertFalse(event.await(Duration.ZERO));
        event.set();
        event.set();
        assertTrue(event.isSet());
        assertEquals("ProcessEvent[set]", event.toString());
        assertTrue(event.await(Duration.ZERO));
        assertTrue(event.await(Duration.ofSeconds(Long.MAX_VALUE)));
        event.await();
        event.clear();
        event.clear();
        assertFalse(event.isSet());
    }

    @Test
    void aWaitEndsAfterItsTime() throws InterruptedException {
        long start = System.nanoTime();
        assertFalse(event.await(Duration.ofMillis(120)));
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(120));
    }

    @Test
    void oneSetWakesAllThreadsThoughAClearFollowsAtOnce() throws Exception {
        List<FutureTask<Boolean>> waiters = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<Boolean> waiter = new FutureTask<>(() -> event.await(Duration.ofSeconds(40)));
            waiters.add(waiter);
            threads.add(new Thread(waiter));
        }
        threads.forEach(Thread::start);
        // All have seen it cleared: one listens for the others, which are parked.
        BodyChild.until(() -> parked(threads) == 3 && Mortal.isWaitedFor(event));
        event.set();
        event.clear();
        for (FutureTask<Boolean> waiter : waiters) {
            assertTrue(waiter.get());
        }
    }

    private static long parked(List<Thread> threads) {
        return threads.stream()
                .filter(thread -> LockSupport.getBlocker(thread) instanceof WaitingRoom)
                .count();
    }

    @Test
    void aSetInOneProcessWakesAnother() throws Exception {
        ProcessEvent reply = ProcessEvent.create();
        ProcessEvent there = event;
        try (ChildJvm child = BodyChild.start(() -> {
            System.out.println(there.isSet() + " " + there.await(Duration.ZERO));
            reply.set();
            System.out.println(there.await(Duration.ofSeconds(40)));
            there.clear();
            reply.clear();
            System.out.println(there);
        })) {
            assertTrue(reply.await(Duration.ofSeconds(40)));
            assertEquals("false false", child.readLine());
            event.set();
            assertEquals("true", child.readLine());
            assertEquals("ProcessEvent[cleared]", child.awaitEnd());
            assertFalse(event.isSet());
            assertFalse(reply.isSet());
        }
    }

    @Test
    void whatAProcessHadSetStaysSetWhenItIsKilled() throws Exception {
        ProcessEvent there = event;
        try (ChildJvm child = BodyChild.start(() -> {
            there.set();
            BodyChild.sayAndStay("set");
        })) {
            assertTrue(event.await(Duration.ofSeconds(40)));
            child.kill();
        }
        assertTrue(event.isSet());
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        long millis = BodyChild.interruptedWaitMillis(() -> event.await(Duration.ofSeconds(40)));
        assertTrue(millis < 5_000, () -> millis + " ms");
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, event::await);
    }

    @Test
    void itTravelsToAChildsStartOnly() throws Exception {
        String message = assertThrows(RuntimeError.class, () -> BodyChild.serialize(event))
                .getMessage();
        assertTrue(message.startsWith("Event objects should only be shared between processes through"), message);
        assertEquals(event, BodyChild.travelled(event));
        assertEquals(event.hashCode(), BodyChild.travelled(event).hashCode());
        assertNotEquals(event, ProcessEvent.create());
    }
}
