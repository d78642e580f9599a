package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.Segment;
import io.processpool.internal.wire.Mailbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody waits for ever because memory was short while the clock was looked at, and nobody is told twice. */
@Timeout(60)
class OverdueTest {
    private static final int ITEMS = 10;
    private static final int STARTED = 1;

    private final RecordedCall call =
            new RecordedCall(1, ITEMS, CallOptions.DEFAULT.withQueueTimeout(Duration.ofSeconds(1)));

    /** There is no memory, once. */
    private static final class Shortage implements Runnable {
        private int left;

        Shortage(int after) {
            left = after;
        }

        @Override
        public void run() {
            if (left-- == 0) {
                throw new OutOfMemoryError("played");
            }
        }
    }

    private static final class ShortList extends ArrayList<Runnable> {
        private static final long serialVersionUID = 1L;

        private final transient Shortage shortage;

        ShortList(Shortage shortage) {
            this.shortage = shortage;
        }

        @Override
        public void ensureCapacity(int items) {
            shortage.run();
            super.ensureCapacity(items);
        }
    }

    @Test
    void whatCouldNotBeToldIsToldTheNextTime() {
        Overdue overdue = new Overdue(new ArrayList<>(List.of(new Shortage(0))));
        overdue.waited(call.ranges(5), () -> {});
        assertThrows(OutOfMemoryError.class, overdue::tell);
        assertEquals(0, call.told());
        overdue.tell();
        overdue.tell();
        call.expectEachToldOnce("");
    }

    @Test
    void aRangeGoesOnWithTheItemForWhichThereWasNoMemory() {
        Shortage shortage = new Shortage(3);
        FailingItems failing = new FailingItems(call, index -> {
            shortage.run();
            return new IllegalStateException();
        });
        failing.are(0, ITEMS);
        assertThrows(OutOfMemoryError.class, failing::run);
        assertEquals(3, call.told());
        failing.run();
        call.expectEachToldOnce("");
    }

    /** It may have counted the item. */
    @Test
    void aCallWithoutMemoryToBeToldIsAbortedUntilItIs() {
        List<Long> told = new ArrayList<>();
        List<Throwable> aborted = new ArrayList<>();
        Shortage atItsEnd = new Shortage(0);
        Call poor = new Call(2, "test", CallOptions.DEFAULT) {
            @Override
            void succeeded(long firstIndex, Object[] results, int from, int to) {}

            @Override
            void failed(long index, Throwable failure) {
                told.add(index);
                new Shortage(0).run();
            }

            @Override
            void abort(Throwable failure) {
                atItsEnd.run();
                aborted.add(failure);
            }
        };
        FailingItems failing = new FailingItems(poor, index -> new IllegalStateException());
        failing.are(0, ITEMS);
        assertThrows(OutOfMemoryError.class, failing::run);
        failing.run();
        assertEquals(List.of(0L), told);
        assertEquals(1, aborted.size());
        assertTrue(aborted.get(0) instanceof OutOfMemoryError);
    }

    /** First for what the worker has been handed, then for what waits. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aLookThatRunsOutOfMemoryLosesNothing(int shortAfter) throws Exception {
        try (Segment segment = Segment.create("test", Mailbox.sizeBytes(1));
                PlayedSlot played = new PlayedSlot(segment, 0)) {
            Dispatcher dispatcher = new Dispatcher(List.of(played.slot), new Lifespan(1, 0, 0, 0, 0), 1_000_000_000);
            dispatcher.ready(played.slot, null, played.begin());
            dispatcher.submit(call.ranges(5));
            assertTrue(played.worker.start());
            long later = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            Overdue overdue = new Overdue(new ShortList(new Shortage(shortAfter)));
            assertThrows(OutOfMemoryError.class, () -> dispatcher.tick(later, overdue));
            overdue.tell();
            assertEquals(shortAfter == 0 ? 0 : 5 - STARTED, call.told());
            dispatcher.tick(later, overdue);
            overdue.tell();
            assertEquals(ITEMS - STARTED, call.told());
            PoolStatistics now = dispatcher.statistics();
            assertEquals(List.of(0L, 1L, 9L), List.of(now.waitingItems(), now.handedItems(), now.failedItems()));
            played.worker.answer();
            played.readAnswers(dispatcher, id -> call);
            call.expectEachToldOnce("");
            assertEquals(0, call.queuedBytes);
        }
    }
}
