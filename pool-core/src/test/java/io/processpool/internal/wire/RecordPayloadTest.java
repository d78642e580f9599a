package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the lengths in a record say is checked before it is looked at. */
@Timeout(30)
class RecordPayloadTest {
    private static final int CAPACITY = 256;

    @Test
    void aRecordAtTheEndOfTheSegmentThatIsShorterThanItsHeaderIsCorrupt() {
        TestRing ring = new TestRing(CAPACITY, CAPACITY - 8);
        ring.publish(3, 0);
        assertTrue(ring.reader.next());
        assertEquals(ring.buffer.capacity(), ring.reader.bodyOffset());
        assertThrows(
                CorruptMessageException.class, () -> RecordPayload.checkHeader(ring.reader, AnswerRecord.HEADER_BYTES));
    }

    @Test
    void aPayloadIsWhatFollowsTheHeader() {
        TestRing ring = new TestRing(CAPACITY);
        ring.publish(3, 32);
        assertTrue(ring.reader.next());
        ByteBuffer payload = RecordPayload.of(ring.reader, ring.buffer.duplicate(), 24, 5);
        assertEquals(5, payload.remaining());
        assertEquals(ring.reader.bodyOffset() + 24, payload.position());
    }

    @Test
    void aPayloadLongerThanItsRecordIsCorrupt() {
        TestRing ring = new TestRing(CAPACITY);
        ring.publish(3, 32);
        assertTrue(ring.reader.next());
        for (int length : new int[] {-1, 9, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThrows(
                    CorruptMessageException.class,
                    () -> RecordPayload.of(ring.reader, ring.buffer.duplicate(), 24, length));
        }
    }

    @Test
    void itemsFollowEachOther() {
        ByteBuffer payload = ByteBuffer.allocate(20).putInt(0, 3).putInt(7, 0);
        assertEquals(7, RecordPayload.nextItem(payload, 0, 20));
        assertEquals(3, payload.remaining());
        assertEquals(11, RecordPayload.nextItem(payload, 7, 20));
        assertEquals(0, payload.remaining());
    }

    @Test
    void anItemThatEndsBehindItsChunkIsCorrupt() {
        for (int length : new int[] {-1, 17, Integer.MAX_VALUE}) {
            ByteBuffer payload = ByteBuffer.allocate(30).putInt(0, length);
            assertThrows(CorruptMessageException.class, () -> RecordPayload.nextItem(payload, 0, 20));
        }
        ByteBuffer payload = ByteBuffer.allocate(20);
        for (int at : new int[] {-1, 17, 20, Integer.MAX_VALUE}) {
            assertThrows(CorruptMessageException.class, () -> RecordPayload.nextItem(payload, at, 20));
        }
    }
}
