package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.wire.Mailbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever happens in whatever order, each item of each call that is not withdrawn is told exactly once. */
@Timeout(120)
class DispatcherRandomTest {
    private static final int SLOTS = 3;
    private static final int GAMES = 200;
    private static final int STEPS = 400;

    private final Segment segment = Segment.create("test", Mailbox.sizeBytes(SLOTS));
    private final List<PlayedSlot> slots = new ArrayList<>();
    private final Map<Long, RecordedCall> open = new HashMap<>();
    private final List<RecordedCall> withdrawn = new ArrayList<>();
    private final List<RecordedCall> all = new ArrayList<>();
    private Random random;
    private Dispatcher dispatcher;

    @BeforeEach
    void begin() throws IOException {
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new PlayedSlot(segment, i));
        }
    }

    @AfterEach
    void close() throws IOException {
        for (PlayedSlot slot : slots) {
            slot.close();
        }
        segment.close();
    }

    @Test
    void eachItemIsToldExactlyOnce() throws Exception {
        playMany(Long.BYTES);
    }

    /** Large ones fill the rings, so that what is handed over has to wait for room. */
    @Test
    void eachLargeItemIsToldExactlyOnce() throws Exception {
        playMany(10_000);
    }

    private void playMany(int itemBytes) {
        long seed = new Random().nextLong();
        for (int game = 0; game < GAMES; game++) {
            try {
                play(seed + game, itemBytes);
            } catch (Exception | Error failure) {
                fail("seed " + (seed + game), failure);
            }
        }
    }

    private void play(long seed, int itemBytes) throws InterruptedException {
        random = new Random(seed);
        open.clear();
        withdrawn.clear();
        all.clear();
        dispatcher = new Dispatcher(
                slots.stream().map(slot -> slot.slot).toList(),
                new Lifespan(99, 0, random.nextInt(3) * 7, 0, 0),
                1_000_000_000);
        Thread balancer = new Thread(this::balance, "balancer");
        balancer.setDaemon(true);
        balancer.start();
        slots.forEach(this::ready);
        for (int i = 0; i < STEPS; i++) {
            step(itemBytes);
        }
        runToTheEnd();
        dispatcher.stop();
        balancer.join();
        slots.forEach(slot -> dispatcher.died(slot.slot));
        all.forEach(call -> call.expectNoneToldTwice("seed " + seed));
        all.stream().filter(call -> !withdrawn.contains(call)).forEach(call -> call.expectEachToldOnce("seed " + seed));
    }

    private void balance() {
        try {
            dispatcher.balance();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ready(PlayedSlot slot) {
        TaskPort port = slot.begin();
        dispatcher.ready(slot.slot, null, port);
    }

    private void step(int itemBytes) {
        PlayedSlot slot = slots.get(random.nextInt(SLOTS));
        switch (random.nextInt(20)) {
            case 0 -> submit(itemBytes);
            case 1 -> die(slot);
            case 2 -> withdrawOne();
            case 3, 4, 5 -> read(slot);
            default -> work(slot);
        }
    }

    private void submit(int itemBytes) {
        RecordedCall call = new RecordedCall(all.size() + 1, 1 + random.nextInt(40));
        call.single = random.nextInt(4) == 0;
        call.nanosPerItem = random.nextInt(2) * 10_000L;
        all.add(call);
        open.put(call.id, call);
        dispatcher.submit(call.ranges(1 + random.nextInt(10), itemBytes));
    }

    private void withdrawOne() {
        if (!open.isEmpty() && random.nextInt(4) == 0) {
            RecordedCall call = open.values().iterator().next();
            open.remove(call.id);
            withdrawn.add(call);
            dispatcher.withdraw(call);
        }
    }

    private void work(PlayedSlot slot) {
        if (slot.worker.isRunning()) {
            slot.worker.answer();
        } else if (!slot.worker.start() && slot.worker.toldToExit) {
            die(slot);
        }
    }

    private void read(PlayedSlot slot) {
        slot.readAnswers(dispatcher, open::get);
        for (RecordedCall call : List.copyOf(open.values())) {
            if (call.told() == call.items) {
                open.remove(call.id);
                dispatcher.forget(call);
            }
        }
    }

    /** At any moment: its last words are read, what ran is lost, the next worker starts. */
    private void die(PlayedSlot slot) {
        read(slot);
        PlayedWorker dead = slot.worker;
        List<Range> lost = dispatcher.died(slot.slot).all();
        assertEquals(dead.isRunning() ? 1 : 0, lost.size());
        for (Range range : lost) {
            assertEquals(1, range.items());
            assertEquals(dead.runningIndex, range.firstIndex());
            assertEquals(dead.runningCall, range.call.id);
            if (open.containsKey(range.call.id)) {
                range.call.failed(range.firstIndex(), new IllegalStateException());
            }
        }
        ready(slot);
    }

    private void runToTheEnd() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!open.isEmpty()) {
            for (PlayedSlot slot : slots) {
                work(slot);
                read(slot);
            }
            open.values().removeIf(call -> call.told() == call.items);
            assertTrue(System.nanoTime() < deadline, "items were lost");
        }
    }
}
