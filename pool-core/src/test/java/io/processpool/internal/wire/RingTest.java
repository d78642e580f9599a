package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RingTest {
    private static final int CAPACITY = 1024;

    @Test
    void recordsOfEveryLengthArriveWhole() {
        TestRing ring = new TestRing(CAPACITY);
        for (int length = 0; length <= 200; length++) {
            ring.publish(length + 1, length);
            ring.expect(length + 1, length);
            ring.reader.release();
        }
        assertFalse(ring.reader.next());
    }

    @Test
    void theLargestRecordFitsIntoAnEmptyRingWhereverItsTailStands() {
        for (int tail = 0; tail < 2 * CAPACITY; tail += 8) {
            TestRing ring = new TestRing(CAPACITY, tail);
            ring.publish(7, ring.writer.maxBodyBytes());
            ring.expect(7, ring.writer.maxBodyBytes());
            ring.reader.release();
            assertTrue(ring.writer.isDrained());
        }
    }

    @Test
    void recordsWrapAroundAtEveryTail() {
        for (int tail = 0; tail < CAPACITY; tail += 8) {
            TestRing ring = new TestRing(CAPACITY, tail);
            for (int length : new int[] {0, 1, 100, 8, 300, 55, 440}) {
                ring.publish(length + 1, length);
                ring.expect(length + 1, length);
                ring.reader.release();
            }
            assertFalse(ring.reader.next());
        }
    }

    @Test
    void severalRecordsAreReadInTheirOrder() {
        TestRing ring = new TestRing(CAPACITY, 904);
        for (int kind = 1; kind <= 5; kind++) {
            ring.publish(kind, kind * 20);
        }
        for (int kind = 1; kind <= 5; kind++) {
            ring.expect(kind, kind * 20);
        }
        assertFalse(ring.reader.hasNext());
    }

    @Test
    void aFullRingRefusesUntilTheReaderGivesBack() {
        TestRing ring = new TestRing(CAPACITY);
        int records = 0;
        while (ring.write(records + 1, 50)) {
            records++;
        }
        ring.writer.publish();
        assertEquals((CAPACITY - 64) / 64, records);
        ring.expect(1, 50);
        assertFalse(ring.write(records + 1, 50), "read, but not given back");
        ring.reader.release();
        assertTrue(ring.write(records + 1, 50));
        assertFalse(ring.write(records + 2, 50));
        ring.writer.publish();
        for (int kind = 2; kind <= records + 1; kind++) {
            ring.expect(kind, 50);
        }
    }

    @Test
    void aRefusedRecordLeavesNoTrace() {
        TestRing ring = new TestRing(CAPACITY, CAPACITY - 64);
        for (int kind = 1; kind <= 3; kind++) {
            ring.publish(kind, 200);
        }
        long tail = ring.writer.tail();
        assertFalse(ring.write(4, ring.writer.maxBodyBytes()));
        assertEquals(tail, ring.writer.tail());
        ring.writer.publish();
        for (int kind = 1; kind <= 3; kind++) {
            ring.expect(kind, 200);
        }
        assertFalse(ring.reader.next());
    }

    @Test
    void aRecordThatIsToBeKeptIsNotOverwritten() {
        TestRing ring = new TestRing(CAPACITY);
        ring.publish(1, 100);
        long kept = ring.writer.recordPosition();
        ring.expect(1, 100);
        int body = ring.reader.bodyOffset();
        ring.reader.release();
        int kind = 2;
        while (kind < 100 && ring.write(kind, 40, kept)) {
            ring.writer.publish();
            ring.expect(kind++, 40);
            ring.reader.release();
        }
        assertTrue(kind < 30, "there was no room left for so many");
        for (int i = 0; i < 100; i++) {
            assertEquals((byte) (31 + i), ring.buffer.get(body + i));
        }
        assertTrue(ring.write(kind, 40, Long.MAX_VALUE), "nothing is kept any more");
    }

    @Test
    void thePositionOfARecordIsBehindThePaddingBeforeIt() {
        TestRing ring = new TestRing(CAPACITY, CAPACITY - 16);
        ring.publish(1, 100);
        assertEquals(CAPACITY, ring.writer.recordPosition());
        ring.expect(1, 100);
    }

    @Test
    void aLastRecordAlwaysFits() {
        for (int tail = 0; tail < CAPACITY; tail += 8) {
            for (int length : new int[] {0, 9, 40, 200}) {
                TestRing ring = new TestRing(CAPACITY, tail);
                int records = 0;
                while (ring.write(records + 1, length)) {
                    records++;
                }
                ring.writer.writeLast(99);
                ring.writer.publish();
                for (int kind = 1; kind <= records; kind++) {
                    ring.expect(kind, length);
                }
                ring.expect(99, 0);
                assertFalse(ring.reader.next());
            }
        }
    }

    @Test
    void anUnpublishedRecordIsSeenByNoReader() {
        TestRing ring = new TestRing(CAPACITY, CAPACITY - 40);
        ring.write(1, 100);
        assertFalse(ring.reader.hasNext());
        assertFalse(ring.newReader().next());
        ring.writer.publish();
        assertTrue(ring.newReader().next());
        ring.expect(1, 100);
    }

    @Test
    void aReaderThatComesLaterBeginsWhereTheLastGaveBack() {
        TestRing ring = new TestRing(CAPACITY);
        ring.publish(1, 10);
        ring.publish(2, 10);
        ring.expect(1, 10);
        ring.reader.release();
        RingReader later = ring.newReader();
        assertTrue(later.next());
        assertEquals(2, later.kind());
    }

    @Test
    void isDrainedOnlyWhenAllIsGivenBack() {
        TestRing ring = new TestRing(CAPACITY);
        assertTrue(ring.writer.isDrained());
        ring.publish(1, 10);
        ring.expect(1, 10);
        assertFalse(ring.writer.isDrained());
        ring.reader.release();
        assertTrue(ring.writer.isDrained());
    }

    @Test
    void twoThreadsPassManyRecords() throws Exception {
        Often.hold(40, RingTest::passRecords);
    }

    private static void passRecords() throws Exception {
        int records = 50_000;
        TestRing ring = new TestRing(1 << 14);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeMany(ring, records));
        ByteBuffer buffer = ring.reader.buffer();
        for (int i = 0; i < records; i++) {
            while (!ring.reader.next()) {
                assertFalse(writing.isCompletedExceptionally());
                Thread.yield();
            }
            int body = ring.reader.bodyOffset();
            int length = 8 + i % 61;
            assertEquals(i % 5 + 1, ring.reader.kind());
            assertEquals(i, buffer.getLong(body));
            if (length > 8) {
                assertEquals((byte) i, buffer.get(body + length - 1));
            }
            if (i % 3 == 0) {
                ring.reader.release();
            }
        }
        ring.reader.release();
        writing.get();
        assertTrue(ring.writer.isDrained());
    }

    private static void writeMany(TestRing ring, int records) {
        ByteBuffer buffer = ring.writer.buffer();
        for (int i = 0; i < records; i++) {
            int length = 8 + i % 61;
            int body = ring.writer.begin(i % 5 + 1, length, Long.MAX_VALUE);
            while (body < 0) {
                ring.writer.publish();
                Thread.yield();
                body = ring.writer.begin(i % 5 + 1, length, Long.MAX_VALUE);
            }
            buffer.putLong(body, i);
            if (length > 8) {
                buffer.put(body + length - 1, (byte) i);
            }
            if (i % 2 == 0) {
                ring.writer.publish();
            }
        }
        ring.writer.publish();
    }
}
