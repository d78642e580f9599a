package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.processpool.internal.memory.Segment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ends of the memory for results, in one JVM. */
@Timeout(30)
class ResultMemoryTest {
    private static final int LIMIT = 32 << 20;
    private static final int BYTES = 1 << 20;

    private final BulkMemory memory = new BulkMemory(LIMIT);
    private final ResultMemory parent = new ResultMemory(memory);
    private final Random random = new Random(7);

    /** A result that was put, and not been read. */
    private record Put(long address, byte[] bytes) {}

    @BeforeEach
    void look() {
        assumeTrue(Segment.memoryLeft() > 16L * LIMIT, "no room in memory for what is to be tested");
    }

    @AfterEach
    void close() {
        parent.close();
        memory.close();
    }

    private static ResultSpace offered(ResultMemory parent, int lengthBytes) {
        return ResultSpace.open(parent.offerFor(lengthBytes));
    }

    private ResultSpace afterFirst(int lengthBytes) {
        assertNull(parent.offerFor(lengthBytes), "one alone is not worth a segment");
        return offered(parent, lengthBytes);
    }

    private Put put(ResultSpace space, int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        Arrays.fill(bytes, (byte) random.nextInt());
        long address = space.take(lengthBytes);
        if (address == BulkPlace.NOWHERE) {
            return null;
        }
        assertTrue(BulkPlace.isAddress(address));
        space.bytes(address, lengthBytes).put(bytes);
        return new Put(address, bytes);
    }

    private void assertRead(Put put) {
        byte[] read = new byte[put.bytes.length];
        parent.at(put.address, read.length).get(read);
        assertArrayEquals(put.bytes, read);
        parent.consumed();
    }

    @Test
    void theSecondLargeResultIsAnsweredByAnOffer() {
        ResultSpace space = afterFirst(BYTES);
        assertRead(put(space, BYTES));
        assertNull(parent.offerFor(BYTES), "it was sent before the worker knew");
    }

    @Test
    void placesAreUsedAgainInTheOrderInWhichTheyAreRead() {
        ResultSpace space = afterFirst(BYTES);
        ArrayDeque<Put> unread = new ArrayDeque<>();
        int waits = 0;
        for (int i = 0; i < 100; i++) {
            int length = 1 + random.nextInt(BYTES);
            Put put = put(space, length);
            while (put == null) {
                waits++;
                assertRead(unread.remove());
                put = put(space, length);
            }
            unread.add(put);
        }
        assertTrue(waits > 0, "it was never full");
        unread.forEach(this::assertRead);
        assertTrue(space.canHold(4 * BYTES));
        assertNotEquals(BulkPlace.NOWHERE, space.take(4 * BYTES), "all is free again, in one piece");
    }

    @Test
    void largerResultsGetALargerSegmentAndTheOldOneIsLentAgain() {
        ResultSpace small = afterFirst(BYTES);
        Put old = put(small, BYTES);
        int larger = 7 << 20;
        assertFalse(small.canHold(larger));
        ResultSpace large = offered(parent, larger);
        assertTrue(large.canHold(larger));
        Put late = put(small, BYTES);
        assertRead(old);
        assertRead(late);
        assertRead(put(large, larger));
        assertThrows(CorruptMessageException.class, () -> parent.at(old.address, BYTES), "it was given back");

        try (ResultMemory other = new ResultMemory(memory)) {
            other.offerFor(BYTES);
            ResultSpace again = offered(other, BYTES);
            assertTrue(again.canHold(BYTES));
            assertNotNull(put(again, BYTES));
        }
    }

    @Test
    void theSegmentOfADeadWorkerGoesToTheNextOneAsNew() {
        ResultSpace dead = afterFirst(BYTES);
        assertRead(put(dead, BYTES));
        assertNotNull(put(dead, BYTES), "never read");
        parent.close();
        for (int i = 0; i < 100; i++) { // Would be more than there is.
            try (ResultMemory next = new ResultMemory(memory)) {
                next.offerFor(BYTES);
                assertNotNull(put(offered(next, BYTES), 4 * BYTES));
            }
        }
    }

    @Test
    void whereThereIsNoRoomNothingIsOffered() {
        assertNull(parent.offerFor(LIMIT));
        assertNull(parent.offerFor(LIMIT));
        assertNull(parent.offerFor(BYTES), "who was refused does not ask each time");
        try (ResultMemory none = new ResultMemory(new BulkMemory(0))) {
            assertNull(none.offerFor(BYTES));
            assertNull(none.offerFor(BYTES));
        }
    }

    @Test
    void whatIsLentComesOutOfTheSameLimitAsArguments() {
        ResultSpace space = afterFirst(BYTES);
        assertTrue(space.canHold(4 * BYTES));
        assertNull(memory.take(LIMIT - BYTES));
        parent.close();
        assertNotNull(memory.take(LIMIT - BYTES), "what nobody uses makes room");
    }

    @Test
    void aPlaceThatCannotBeIsRefused() {
        ResultSpace space = afterFirst(BYTES);
        Put put = put(space, BYTES);
        assertThrows(CorruptMessageException.class, () -> parent.at(put.address, LIMIT));
        assertThrows(CorruptMessageException.class, () -> parent.at(put.address, -1));
        assertThrows(CorruptMessageException.class, () -> parent.at(BulkPlace.address(1, 64), 1), "no such segment");
        assertThrows(CorruptMessageException.class, () -> parent.at(BulkPlace.address(0, -64), 1));
        assertRead(put);
        assertEquals(-2, ResultSpace.OFFER_ID, "no id of a record's bulk");
    }
}
