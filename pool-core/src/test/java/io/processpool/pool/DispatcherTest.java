package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.wire.CorruptMessageException;
import io.processpool.internal.wire.Mailbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DispatcherTest {
    private static final int MOST_SLOTS = 4;

    private final Segment segment = Segment.create("test", Mailbox.sizeBytes(MOST_SLOTS));
    private final List<PlayedSlot> slots = new ArrayList<>();
    private final Map<Long, RecordedCall> calls = new HashMap<>();
    private Dispatcher dispatcher;
    private Thread balancer;

    @AfterEach
    void close() throws Exception {
        dispatcher.stop();
        if (balancer != null) {
            balancer.join();
        }
        for (PlayedSlot slot : slots) {
            slot.close();
        }
        segment.close();
    }

    private void open(int count, int maxTasksPerChild) throws IOException {
        for (int i = 0; i < count; i++) {
            slots.add(new PlayedSlot(segment, i));
        }
        dispatcher = new Dispatcher(
                slots.stream().map(played -> played.slot).toList(),
                new Lifespan(9, 0, maxTasksPerChild, 0, 0),
                1_000_000_000);
    }

    private void openReady(int count) throws IOException {
        open(count, 0);
        slots.forEach(this::ready);
    }

    private void ready(PlayedSlot played) {
        TaskPort port = played.begin();
        dispatcher.ready(played.slot, null, port);
    }

    private void startBalancer() {
        balancer = new Thread(
                () -> {
                    try {
                        dispatcher.balance();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "balancer");
        balancer.setDaemon(true);
        balancer.start();
    }

    private RecordedCall call(int items) {
        RecordedCall call = new RecordedCall(calls.size() + 1, items);
        calls.put(call.id, call);
        return call;
    }

    private int read(PlayedSlot slot) {
        return slot.readAnswers(dispatcher, calls::get);
    }

    /** All workers run until nothing is left. */
    private void runAll() {
        boolean any = true;
        while (any) {
            any = false;
            for (PlayedSlot slot : slots) {
                any |= slot.worker.run(100) > 0;
                any |= read(slot) > 0;
            }
        }
    }

    private List<Integer> openItems() {
        return slots.stream().map(played -> played.slot.openItems()).toList();
    }

    private static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void eachIdleWorkerGetsOneRange() throws Exception {
        openReady(3);
        RecordedCall call = call(20);
        dispatcher.submit(call.ranges(4));
        assertEquals(List.of(4, 4, 4), openItems());
        runAll();
        call.expectEachToldOnce("");
    }

    @Test
    void whatCameBeforeAWorkerWasReadyWaitsForIt() throws Exception {
        open(2, 0);
        slots.forEach(PlayedSlot::begin);
        RecordedCall call = call(10);
        dispatcher.submit(call.ranges(5));
        assertEquals(List.of(0, 0), openItems());
        assertTrue(call.queuedBytes > 0);
        ready(slots.get(1));
        assertEquals(List.of(0, 5), openItems());
        runAll();
        call.expectEachToldOnce("");
        assertEquals(0, call.queuedBytes);
    }

    @Test
    void batchesGrowWhenItemsAreKnownToBeShort() throws Exception {
        openReady(1);
        RecordedCall call = call(1000);
        dispatcher.submit(call.ranges(1));
        assertEquals(List.of(1), openItems(), "nothing is known yet");
        call.nanosPerItem = 10_000;
        dispatcher.submit(List.of());
        assertEquals(List.of(100), openItems(), "as many as take a millisecond");
        call.nanosPerItem = 2_000_000;
        dispatcher.submit(List.of());
        slots.get(0).worker.run(50);
        call.nanosPerItem = Long.MAX_VALUE / 1000;
        read(slots.get(0));
        assertEquals(List.of(50), openItems(), "not more while that takes long");
        call.nanosPerItem = 1;
        runAll();
        call.expectEachToldOnce("");
    }

    @Test
    void theTimeOfAnItemIsLearntFromAnswers() throws Exception {
        openReady(1);
        RecordedCall call = call(10);
        dispatcher.submit(call.ranges(5));
        slots.get(0).worker.run(5);
        read(slots.get(0));
        assertTrue(call.nanosPerItem > 0);
    }

    @Test
    void aWrongAnswerIsCorrupt() throws Exception {
        openReady(1);
        RecordedCall call = call(10);
        dispatcher.submit(call.ranges(5));
        slots.get(0).worker.write(call.id, 3);
        assertThrows(CorruptMessageException.class, () -> read(slots.get(0)));
    }

    @Test
    void aDeathCostsTheItemThatRanAndTheRestRunsElsewhereFirst() throws Exception {
        openReady(2);
        RecordedCall call = call(20);
        dispatcher.submit(call.ranges(5));
        PlayedSlot dying = slots.get(0);
        dying.worker.run(2);
        assertTrue(dying.worker.start());
        read(dying);
        List<Range> lost = dispatcher.died(dying.slot).all();
        assertEquals(1, lost.size());
        assertEquals(2, lost.get(0).firstIndex());
        assertEquals(1, lost.get(0).items());
        call.failed(2, new IllegalStateException());
        PlayedSlot other = slots.get(1);
        other.worker.run(5);
        read(other);
        assertTrue(other.worker.start());
        assertEquals(3, other.worker.runningIndex, "before what was queued behind it");
        other.worker.answer();
        ready(dying);
        runAll();
        call.expectEachToldOnce("");
    }

    @Test
    void aWithdrawnCallLeavesTheQueueAndTheWorkers() throws Exception {
        openReady(1);
        RecordedCall withdrawn = call(20);
        RecordedCall other = call(3);
        dispatcher.submit(withdrawn.ranges(5));
        dispatcher.submit(other.ranges(3));
        PlayedSlot slot = slots.get(0);
        assertTrue(slot.worker.start());
        calls.remove(withdrawn.id);
        dispatcher.withdraw(withdrawn);
        assertEquals(0, withdrawn.queuedBytes);
        assertEquals(1, slot.slot.openItems(), "the one that runs");
        slot.worker.answer();
        read(slot);
        assertTrue(slot.worker.start());
        assertEquals(other.id, slot.worker.runningCall, "nothing of the withdrawn one is started any more");
        slot.worker.answer();
        runAll();
        assertEquals(0, withdrawn.told());
        other.expectEachToldOnce("");
        dispatcher.submit(withdrawn.ranges(5));
        assertEquals(0, slot.slot.openItems(), "what comes too late is dropped");
    }

    @Test
    void aWithdrawnCallsItemsAreNotQueuedAgainAtADeath() throws Exception {
        openReady(1);
        RecordedCall call = call(5);
        dispatcher.submit(call.ranges(5));
        assertTrue(slots.get(0).worker.start());
        dispatcher.withdraw(call);
        assertEquals(1, dispatcher.died(slots.get(0).slot).all().size());
        ready(slots.get(0));
        assertFalse(slots.get(0).worker.start());
    }

    @Test
    void aWorkerThatHasRunItsMostIsToldToExit() throws Exception {
        open(1, 3);
        ready(slots.get(0));
        RecordedCall call = call(8);
        dispatcher.submit(call.ranges(2));
        for (int life = 0; life < 3; life++) {
            PlayedWorker worker = slots.get(0).worker;
            int items = 0;
            while (worker.run(1) == 1) {
                items++;
                read(slots.get(0));
            }
            assertEquals(life < 2 ? 3 : 2, items);
            assertEquals(life < 2, worker.toldToExit);
            if (life < 2) {
                assertEquals(List.of(), dispatcher.died(slots.get(0).slot).all());
                ready(slots.get(0));
            }
        }
        call.expectEachToldOnce("");
    }

    @Test
    void whoSucceedsAWorkerThatNeverWasReadyIsCounted() throws Exception {
        open(1, 0);
        PlayedSlot slot = slots.get(0);
        slot.begin();
        dispatcher.died(slot.slot);
        slot.begin();
        dispatcher.died(slot.slot);
        assertEquals(0, dispatcher.statistics().replacedWorkers(), "nobody has taken their place yet");
        ready(slot);
        assertEquals(1, dispatcher.statistics().replacedWorkers());
        dispatcher.died(slot.slot);
        ready(slot);
        assertEquals(2, dispatcher.statistics().replacedWorkers());
    }

    @Test
    void noLongRangeKeepsItemsFromIdleWorkers() throws Exception {
        openReady(4);
        startBalancer();
        RecordedCall call = call(9);
        dispatcher.submit(call.ranges(9));
        assertTrue(slots.get(0).worker.start());
        await(() -> slots.stream().allMatch(played -> played.slot.openItems() > 0), "items were not spread");
        assertEquals(9, openItems().stream().mapToInt(Integer::intValue).sum());
        assertEquals(List.of(3, 2, 2, 2), openItems());
        slots.get(0).worker.answer();
        runAll();
        call.expectEachToldOnce("");
    }

    @Test
    void tasksThatWaitForEachOtherAllStart() throws Exception {
        openReady(4);
        startBalancer();
        RecordedCall call = call(4);
        dispatcher.submit(call.ranges(4));
        for (PlayedSlot slot : slots) {
            await(slot.worker::start, "four tasks meet on four workers");
        }
        slots.forEach(slot -> slot.worker.answer());
        runAll();
        call.expectEachToldOnce("");
    }

    @Test
    void aWorkerThatIsReadyLaterGetsItsShareOfALongRange() throws Exception {
        open(2, 0);
        ready(slots.get(0));
        slots.get(1).begin();
        startBalancer();
        RecordedCall call = call(10);
        dispatcher.submit(call.ranges(10));
        assertTrue(slots.get(0).worker.start());
        ready(slots.get(1));
        await(() -> slots.get(1).slot.openItems() > 0, "nothing was taken back");
        slots.get(0).worker.answer();
        runAll();
        call.expectEachToldOnce("");
    }

    @Test
    void muchInputWaitsUntilThereIsRoom() throws Exception {
        openReady(1);
        RecordedCall call = call(100);
        dispatcher.submit(call.ranges(1, 100_000));
        CountDownLatch waiting = new CountDownLatch(1);
        FutureTask<Void> producer = new FutureTask<>(() -> {
            waiting.countDown();
            dispatcher.awaitRoom(call);
            return null;
        });
        new Thread(producer, "producer").start();
        waiting.await();
        assertThrows(TimeoutException.class, () -> producer.get(20, TimeUnit.MILLISECONDS));
        runAll();
        producer.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whoWaitsForRoomGoesOnWhenTheCallIsOver() throws Exception {
        open(1, 0);
        RecordedCall call = call(100);
        dispatcher.submit(call.ranges(1, 100_000));
        FutureTask<Void> producer = new FutureTask<>(() -> {
            dispatcher.awaitRoom(call);
            return null;
        });
        new Thread(producer, "producer").start();
        dispatcher.withdraw(call);
        producer.get(20, TimeUnit.SECONDS);
    }

    @Test
    void workersExitWhenAllAreRetired() throws Exception {
        open(2, 0);
        ready(slots.get(0));
        dispatcher.retireAll();
        assertFalse(slots.get(0).worker.start());
        assertTrue(slots.get(0).worker.toldToExit);
        ready(slots.get(1));
        assertFalse(slots.get(1).worker.start());
        assertTrue(slots.get(1).worker.toldToExit, "one that is ready only then, too");
    }

    /** A function of 60 KB, then a chunk of 60 KB, in a ring of 128 KB whose tail does not stand at its start. */
    @Test
    void aLargeFunctionAndALargeChunkReachAnIdleWorker() throws Exception {
        openReady(1);
        PlayedSlot slot = slots.get(0);
        RecordedCall before = call(2);
        dispatcher.submit(before.ranges(1, 50_000));
        runAll();
        before.expectEachToldOnce("");
        assertFalse(slot.worker.start());
        RecordedCall call = call(1);
        call.function = new TaskFunction(call.id, new Message(new byte[60_000], null));
        dispatcher.submit(call.ranges(1, 60_000));
        await(() -> startOrHear(slot), "an idle worker is not given what waits");
    }

    /** The worker publishes its answer first, and gives the chunk's room back a moment later. */
    @Test
    void anIdleWorkerGetsWhatDidNotFitBeforeItGaveRoomBack() throws Exception {
        openReady(1);
        PlayedSlot slot = slots.get(0);
        RecordedCall call = call(10);
        dispatcher.submit(call.ranges(1, 50_000));
        for (int i = 0; i < 10; i++) {
            await(() -> startOrHear(slot), "item " + i + ": an idle worker is not given what waits");
            slot.worker.answerAndKeepTheRoom();
            read(slot);
        }
        call.expectEachToldOnce("");
    }

    private boolean startOrHear(PlayedSlot slot) {
        boolean started = slot.worker.start();
        read(slot);
        return started;
    }
}
