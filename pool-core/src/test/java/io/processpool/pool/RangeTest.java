package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RangeTest {
    private final RecordedCall call = new RecordedCall(1, 105);
    private final Range whole = new Range(call, ChunkTest.chunk(100, 1, 2, 3, 4, 5));

    private void expect(Range range, long firstIndex, int items, int fromByte, int toByte) {
        assertEquals(firstIndex, range.firstIndex());
        assertEquals(items, range.items());
        assertEquals(fromByte, range.fromByte);
        assertEquals(toByte, range.toByte);
        assertEquals(toByte - fromByte, range.bytes());
        assertSame(call, range.call);
    }

    @Test
    void theWholeIsTheChunk() {
        expect(whole, 100, 5, 0, 35);
    }

    @Test
    void aPartHasTheBytesOfItsItems() {
        expect(whole.part(1, 3), 101, 2, 5, 18);
        expect(whole.part(0, 1), 100, 1, 0, 5);
        expect(whole.part(4, 5), 104, 1, 26, 35);
    }

    @Test
    void aPartOfAPartCountsFromItsOwnFirst() {
        expect(whole.part(1, 5).part(1, 3), 102, 2, 11, 26);
    }

    @Test
    void aPartThatIsAllIsTheSame() {
        assertSame(whole, whole.part(0, 5));
        Range part = whole.part(2, 4);
        assertSame(part, part.part(0, 2));
    }

    @Test
    void anEmptyPartHasNothing() {
        expect(whole.part(5, 5), 105, 0, 35, 35);
    }
}
