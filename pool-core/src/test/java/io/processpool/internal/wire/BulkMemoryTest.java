package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.processpool.internal.memory.Segment;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BulkMemoryTest {
    private static final int LIMIT = 8 << 20;
    private static final int BYTES = 3 << 20;

    private final BulkMemory memory = new BulkMemory(LIMIT);
    private final byte[] bytes = new byte[BYTES];

    @BeforeEach
    void fill() {
        assumeTrue(Segment.memoryLeft() > 16L * LIMIT, "no room in memory for what is to be tested");
        new Random(3).nextBytes(bytes);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private static BulkSegments told(BulkPlace place) {
        TestRing ring = new TestRing(1024);
        byte[] handle = MemoryRecord.encoded(place.segmentHandle());
        int body = ring.writer.begin(TaskKind.MEMORY, MemoryRecord.HEADER_BYTES + handle.length, Long.MAX_VALUE);
        MemoryRecord.write(ring.buffer, body, place.segment(), handle);
        ring.writer.publish();
        RingReader reader = ring.newReader();
        assertTrue(reader.next());
        BulkSegments segments = new BulkSegments();
        segments.learn(reader);
        return segments;
    }

    private static byte[] read(BulkSegments segments, long address, int length) {
        byte[] read = new byte[length];
        segments.at(address, length).get(read);
        return read;
    }

    @Test
    void whoIsToldOfTheSegmentReadsWhatWasPut() {
        BulkPlace place = memory.put(bytes, BYTES);
        assertTrue(BulkPlace.isAddress(place.address(0)));
        assertArrayEquals(bytes, read(told(place), place.address(0), BYTES));
    }

    @Test
    void aPartHasAnAddressOfItsOwn() {
        memory.put(bytes, 100);
        BulkPlace place = memory.put(bytes, 100);
        assertArrayEquals(new byte[] {bytes[98], bytes[99]}, read(told(place), place.address(98), 2));
    }

    @Test
    void numbersAreBigEndian() {
        BulkPlace place = memory.put(new byte[] {0, 0, 1, 2}, 4);
        assertEquals(258, place.bytes().getInt());
        assertEquals(258, told(place).at(place.address(0), 4).getInt());
    }

    @Test
    void theIdOfABulkOnTheSocketIsNoAddress() {
        assertFalse(BulkPlace.isAddress(1));
        assertFalse(BulkPlace.isAddress(0));
    }

    @Test
    void growsUpToItsLimitAndFromThenOnRefuses() {
        assertNotNull(memory.put(bytes, BYTES));
        assertNotNull(memory.put(bytes, BYTES));
        assertNull(memory.put(bytes, BYTES));
        assertNotNull(memory.put(bytes, 1000), "a small one still fits");
        assertNull(memory.take(Integer.MAX_VALUE));
    }

    @Test
    void whatIsFreeIsUsedAgain() {
        for (int i = 0; i < 20; i++) {
            BulkPlace place = memory.put(bytes, BYTES);
            assertNotNull(place, "round " + i);
            place.free();
            place.free(); // The second time does nothing.
        }
        assertNotNull(memory.put(bytes, BYTES));
        assertNotNull(memory.put(bytes, BYTES));
        assertNull(memory.put(bytes, BYTES), "freed twice");
    }

    @Test
    void whatNobodyKeepsIsUsedAgain() throws InterruptedException {
        while (memory.put(bytes, BYTES) != null) {
            continue;
        }
        BulkPlace place = null;
        while (place == null) {
            System.gc();
            Thread.sleep(10);
            place = memory.put(bytes, BYTES);
        }
        assertEquals(BYTES, place.lengthBytes());
    }

    @Test
    void noLimitIsNoMemory() {
        try (BulkMemory none = new BulkMemory(0)) {
            assertNull(none.put(bytes, 1));
        }
    }

    @Test
    void closedItRefusesAndLetsGoOfPlaces() {
        BulkPlace place = memory.put(bytes, BYTES);
        memory.close();
        assertNull(memory.put(bytes, 1));
        assertEquals(ByteBuffer.wrap(bytes), place.bytes(), "who still reads may go on");
        place.free();
    }

    @Test
    void anAddressOutsideIsCorrupt() {
        BulkPlace place = memory.put(bytes, BYTES);
        BulkSegments segments = told(place);
        for (long address : new long[] {
            place.address(0) + (1L << 32),
            place.address(0) | 0x80000000L,
            place.address(LIMIT),
            -1,
            Long.MIN_VALUE | 1L << 62
        }) {
            assertThrows(CorruptMessageException.class, () -> segments.at(address, 1), Long.toHexString(address));
        }
        assertThrows(CorruptMessageException.class, () -> segments.at(place.address(0), -1));
        assertThrows(CorruptMessageException.class, () -> segments.at(place.address(0), Integer.MAX_VALUE));
    }
}
