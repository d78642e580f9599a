package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.wire.Mailbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlotTest {
    private final Segment segment = Segment.create("test", Mailbox.sizeBytes(1));
    private final RecordedCall call = new RecordedCall(1, 12);
    private final List<Range> lost = new ArrayList<>();
    private PlayedSlot played;
    private Slot slot;

    @BeforeEach
    void open() throws IOException {
        played = new PlayedSlot(segment, 0);
        slot = played.slot;
        played.beginReady(0);
    }

    @AfterEach
    void close() throws IOException {
        played.close();
        segment.close();
    }

    private void handOver(RecordedCall which, int chunkSize) {
        for (Range range : which.ranges(chunkSize)) {
            assertTrue(slot.handOver(range));
        }
        slot.publish();
    }

    /** The worker runs so many items, and the slot hears of it. */
    private void runAndAnswer(int items) {
        for (int i = 0; i < items; i++) {
            assertTrue(played.worker.start());
            slot.answered(played.worker.runningCall, played.worker.runningIndex, 1);
            played.worker.answer();
        }
    }

    private List<Range> takeBack(int most) {
        RangeQueue queue = new RangeQueue();
        slot.takeBack(most, queue);
        List<Range> taken = new ArrayList<>();
        for (; !queue.isEmpty(); queue.removeFirst()) {
            taken.add(queue.first());
        }
        return taken;
    }

    private static String text(List<Range> ranges) {
        StringBuilder text = new StringBuilder();
        for (Range range : ranges) {
            text.append('[').append(range.firstIndex()).append("..").append(range.firstIndex() + range.items() - 1);
            text.append(']');
        }
        return text.toString();
    }

    @Test
    void givesNothingWhileItsWorkerStarts() throws IOException {
        try (PlayedSlot other = new PlayedSlot(segment, 0)) {
            assertFalse(other.slot.isIdle());
            assertFalse(other.slot.wantsMore(call, 1_000_000));
        }
    }

    @Test
    void theWorkerRunsWhatItIsHandedInItsOrder() {
        handOver(call, 5);
        assertEquals(12, slot.openItems());
        for (int i = 0; i < 12; i++) {
            assertTrue(played.worker.start());
            assertEquals(i, played.worker.runningIndex);
            slot.answered(1, i, 1);
            played.worker.answer();
        }
        assertFalse(played.worker.start());
        assertTrue(slot.isIdle());
        assertEquals(1, played.worker.functionsLearnt);
    }

    @Test
    void theWorkerSeesNothingBeforeItIsPublished() {
        slot.handOver(call.ranges(12).get(0));
        assertFalse(played.worker.start());
        slot.publish();
        assertTrue(played.worker.start());
    }

    @Test
    void anAnswerThatIsNotDueIsCorrupt() {
        assertEquals(0, slot.answered(1, 0, 1), "nothing was handed over");
        handOver(call, 4);
        runAndAnswer(1);
        assertEquals(0, slot.answered(1, 0, 1), "twice");
        assertEquals(0, slot.answered(1, 2, 1), "not in order");
        assertEquals(0, slot.answered(2, 1, 1), "another call");
        runAndAnswer(11);
        assertEquals(0, slot.answered(1, 12, 1), "beyond the end");
    }

    @Test
    void theLastItemsAreTakenBackInTheOrderOfTheInput() {
        handOver(call, 4);
        runAndAnswer(1);
        assertTrue(played.worker.start());
        assertEquals(10, slot.unstarted());
        assertEquals("[7..7][8..11]", text(takeBack(5)));
        assertEquals(5, slot.unstarted());
        assertEquals(6, slot.openItems(), "with the one that runs");
        assertEquals("[2..3][4..6]", text(takeBack(100)));
        assertEquals("", text(takeBack(100)));
        assertEquals(1, slot.answered(1, 1, 1));
        assertEquals(0, slot.openItems());
        assertFalse(played.worker.start(), "what was taken back is not started");
        assertTrue(slot.isIdle());
    }

    /** As where there is no memory: where the first chunk has to be cut cannot be looked up. */
    @Test
    void whatCannotBeTakenBackStaysWithItsWorker() {
        List<Range> ranges = call.ranges(4);
        ranges.forEach(slot::handOver);
        slot.publish();
        runAndAnswer(1);
        assertTrue(played.worker.start());
        byte[] frames = ranges.get(0).chunk.frames();
        byte length = frames[0];
        frames[0] = Byte.MIN_VALUE;
        RangeQueue queue = new RangeQueue();
        assertThrows(IndexOutOfBoundsException.class, () -> slot.takeBack(100, queue));
        assertEquals(8, queue.items());
        assertEquals(3, slot.openItems());
        frames[0] = length;
        assertEquals("[2..3]", text(takeBack(100)));
        assertEquals("[4..7]", text(List.of(queue.first())));
    }

    @Test
    void whatCannotBeWrittenIsNotSeenByTheWorker() {
        byte[] frames = ByteBuffer.allocate(16).putInt(1000).array(); // An item that is longer than its chunk.
        Range broken = new Range(call, new Chunk(0, 2, frames, null)).part(0, 1);
        assertThrows(IndexOutOfBoundsException.class, () -> slot.handOver(broken));
        assertEquals(0, slot.openItems());
        handOver(call, 5);
        runAndAnswer(12);
        assertFalse(played.worker.start());
    }

    @Test
    void whatWasTakenBackMayBeHandedOverAgain() {
        handOver(call, 12);
        runAndAnswer(2);
        for (Range range : takeBack(9)) {
            slot.handOver(range);
        }
        slot.publish();
        runAndAnswer(10);
        assertTrue(slot.isIdle());
    }

    @Test
    void atADeathOneItemIsLostAndTheRestIsGivenBack() {
        handOver(call, 4);
        runAndAnswer(5);
        assertTrue(played.worker.start());
        assertEquals("[6..7][8..11]", text(slot.bury(lost)));
        assertEquals("[5..5]", text(lost));
        assertEquals(Slot.State.STARTING, slot.state());
        assertEquals(0, slot.openItems());
        assertFalse(slot.isIdle());
    }

    @Test
    void aWorkerThatDiesBetweenTwoItemsLosesNone() {
        handOver(call, 4);
        runAndAnswer(4);
        assertEquals("[4..7][8..11]", text(slot.bury(lost)));
        assertEquals("", text(lost));
    }

    @Test
    void aWorkerThatDiesBeforeItLookedLosesNone() {
        handOver(call, 6);
        assertEquals("[0..5][6..11]", text(slot.bury(lost)));
        assertEquals("", text(lost));
    }

    @Test
    void whatWasTakenBackIsNotGivenBackTwice() {
        handOver(call, 6);
        assertTrue(played.worker.start());
        takeBack(7);
        assertEquals("[1..4]", text(slot.bury(lost)));
        assertEquals("[0..0]", text(lost));
    }

    @Test
    void whenAnswersWereLostEachOfTheirItemsIsLost() {
        handOver(call, 6);
        for (int i = 0; i < 3; i++) {
            assertTrue(played.worker.start());
        }
        assertEquals("[3..5][6..11]", text(slot.bury(lost)));
        assertEquals("[0..0][1..1][2..2]", text(lost));
    }

    @Test
    void theNextWorkerBeginsAnew() {
        handOver(call, 4);
        assertTrue(played.worker.start());
        slot.bury(lost);
        played.beginReady(0);
        assertTrue(slot.isIdle());
        RecordedCall next = new RecordedCall(2, 3);
        handOver(next, 3);
        runAndAnswer(3);
        assertEquals(1, played.worker.functionsLearnt);
    }

    @Test
    void aWorkerIsGivenNoMoreThanItsMost() {
        slot.bury(lost);
        played.beginReady(5);
        assertEquals(4, slot.most(call.ranges(4).get(0)));
        assertTrue(slot.handOver(call.ranges(4).get(0)));
        assertEquals(1, slot.most(call.ranges(4).get(1)));
        assertTrue(slot.handOver(call.ranges(4).get(1).part(0, 1)));
        slot.publish();
        assertFalse(slot.wantsMore(call, Long.MAX_VALUE));
        assertFalse(slot.isUsedUp());
        runAndAnswer(5);
        assertFalse(played.worker.start());
        assertTrue(slot.isUsedUp());
        assertFalse(slot.isIdle());
        slot.retire();
        assertFalse(played.worker.start());
        assertTrue(played.worker.toldToExit);
        assertEquals(Slot.State.RETIRING, slot.state());
    }

    @Test
    void whatWasTakenBackDoesNotCountForTheMost() {
        slot.bury(lost);
        played.beginReady(5);
        slot.handOver(call.ranges(5).get(0));
        slot.publish();
        assertTrue(played.worker.start());
        assertEquals(2, takeBack(2).get(0).items());
        assertEquals(2, slot.most(call.ranges(4).get(1)));
    }

    @Test
    void onlyTheItemsOfAWithdrawnCallAreTakenBack() {
        RecordedCall other = new RecordedCall(2, 2);
        handOver(call, 4);
        handOver(other, 2);
        assertTrue(played.worker.start());
        slot.withdraw(call);
        assertEquals(3, slot.openItems());
        assertEquals(1, slot.answered(1, 0, 1));
        played.worker.answer();
        assertTrue(played.worker.start());
        assertEquals(2, played.worker.runningCall);
        assertEquals(1, slot.answered(2, 0, 1));
        played.worker.answer();
        runAndAnswer(1);
        assertTrue(slot.isIdle());
    }

    @Test
    void aBatchGrowsOnlyWhenItIsKnownHowLongAnItemTakes() {
        assertTrue(slot.wantsMore(call, 1000));
        handOver(new RecordedCall(1, 2), 2);
        assertFalse(slot.wantsMore(call, 1000));
        call.nanosPerItem = 499;
        assertTrue(slot.wantsMore(call, 1000));
        call.nanosPerItem = 500;
        assertFalse(slot.wantsMore(call, 1000));
    }

    /** A call of one item, known to take so long. */
    private static RecordedCall callOf(long nanosPerItem) {
        RecordedCall single = new RecordedCall(1, 1);
        single.nanosPerItem = nanosPerItem;
        return single;
    }

    @Test
    void whoIsAwakeIsQuickerThanWhoHasToWakeWhileItHasLittleToDo() {
        long now = System.nanoTime();
        assertFalse(slot.isQuickerThanWaking(callOf(100), 1000, now), "it has nothing, and sleeps");
        handOver(callOf(400), 1);
        assertTrue(slot.isQuickerThanWaking(callOf(100), 1000, now));
        assertFalse(slot.isQuickerThanWaking(callOf(0), 1000, now), "nobody knows how long it will take");
        assertFalse(slot.isQuickerThanWaking(callOf(1000), 1000, now));
        assertFalse(slot.isQuickerThanWaking(callOf(100), 1000, System.nanoTime() + 4000), "it stands still");
        handOver(callOf(500), 1);
        assertFalse(slot.isQuickerThanWaking(callOf(100), 1000, now), "it has enough");
    }

    @Test
    void whoRunsWhatMayTakeLongIsNotQuicker() {
        handOver(callOf(0), 1);
        assertFalse(slot.isQuickerThanWaking(callOf(1), 1000, System.nanoTime()));
    }

    @Test
    void aSlotIsSlowWhenNoAnswerComesOrMuchIsToBeDone() {
        long before = System.nanoTime();
        handOver(call, 12);
        long after = System.nanoTime();
        assertFalse(slot.isSlow(before, 1_000_000_000));
        assertTrue(slot.isSlow(after + 1_000_000_000, 1_000_000_000));
        call.nanosPerItem = 100_000_000;
        assertTrue(slot.isSlow(before, 1_000_000_000));
        takeBack(3);
        assertFalse(slot.isSlow(before, 1_000_000_000));
    }

    @Test
    void theTimeOfAnItemIsThatSinceTheLastAnswerByTheirNumber() {
        handOver(call, 12);
        long before = System.nanoTime();
        slot.progressed(1);
        long each = slot.progressed(10);
        assertTrue(each >= 1 && each <= System.nanoTime() - before);
        assertTrue(slot.progressed(Integer.MAX_VALUE) >= 1, "never 0, which stands for unknown");
    }

    @Test
    void aFullRingTakesNothingAndHarmsNothing() {
        RecordedCall large = new RecordedCall(3, 100);
        List<Range> ranges = large.ranges(1, 20_000);
        int taken = 0;
        while (slot.handOver(ranges.get(taken))) {
            taken++;
        }
        assertEquals(6, taken);
        slot.publish();
        runAndAnswer(1);
        assertFalse(slot.handOver(ranges.get(taken)), "its record is there until the worker has gone on");
        assertTrue(played.worker.start());
        assertEquals(1, slot.answered(3, 1, 1));
        played.worker.answer();
        while (slot.handOver(ranges.get(taken))) {
            taken++;
        }
        slot.publish();
        runAndAnswer(taken - 2);
    }

    @Test
    void theRecordsOfWhatIsOpenAreKeptThoughTheWorkerHasGoneOn() {
        RecordedCall large = new RecordedCall(3, 100);
        List<Range> ranges = large.ranges(1, 20_000);
        for (int i = 0; i < 6; i++) {
            assertTrue(slot.handOver(ranges.get(i)));
        }
        slot.publish();
        played.worker.run(6);
        assertFalse(played.worker.start());
        assertFalse(slot.handOver(ranges.get(6)), "the answers are not read yet: the claims are still looked at");
        assertEquals("", text(takeBack(100)));
        assertEquals("", text(slot.bury(lost)), "all were started");
    }

    @Test
    void tooLargeARangeGoesOverTheSocket() {
        RecordedCall large = new RecordedCall(3, 2);
        assertTrue(slot.handOver(large.ranges(2, 200_000).get(0)));
        slot.publish();
        runAndAnswer(2);
        assertTrue(slot.isIdle());
    }

    @Test
    void theFunctionOfASingleCallGoesAlong() {
        call.single = true;
        handOver(call, 12);
        runAndAnswer(12);
        assertEquals(0, played.worker.functionsLearnt);
    }

    @Test
    void aForgottenFunctionIsSentAgain() {
        handOver(call, 12);
        runAndAnswer(12);
        slot.forget(call);
        assertFalse(played.worker.start());
        handOver(call, 12);
        runAndAnswer(12);
        assertEquals(2, played.worker.functionsLearnt);
    }

    @Test
    void aLastingFunctionRemembersHowLongItsItemsTake() {
        TaskFunction lasting = new TaskFunction(-5, new Message(new byte[] {1}, null));
        call.begin(lasting);
        assertEquals(0, call.nanosPerItem);
        call.learn(800);
        RecordedCall next = new RecordedCall(2, 1);
        next.begin(lasting);
        assertEquals(800, next.nanosPerItem);
    }

    @Test
    void anotherFunctionHasNothingToRemember() {
        TaskFunction function = new TaskFunction(5, new Message(new byte[] {1}, null));
        call.begin(function);
        call.learn(800);
        assertEquals(0, function.nanosPerItem());
    }

    @Test
    void aLastingFunctionIsNotForgotten() {
        call.function = new TaskFunction(-5, new Message(new byte[] {1}, null));
        handOver(call, 12);
        runAndAnswer(12);
        slot.forget(call);
        handOver(call, 12);
        runAndAnswer(12);
        assertEquals(1, played.worker.functionsLearnt);
    }
}
