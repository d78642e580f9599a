package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FreeSpaceTest {
    private static final int LENGTH = 64 * 1024;

    private record Taken(int offset, int bytes) {}

    private final FreeSpace space = new FreeSpace(LENGTH);

    @Test
    void allOfItCanBeTakenAndNoMore() {
        assertEquals(0, space.take(LENGTH));
        assertEquals(FreeSpace.NONE, space.take(1));
        space.giveBack(0, LENGTH);
        assertEquals(LENGTH, space.freeBytes());
    }

    @Test
    void gapsThatTouchBecomeOne() {
        int first = space.take(100);
        int second = space.take(100);
        int third = space.take(100);
        space.giveBack(first, 100);
        space.giveBack(third, 100);
        space.giveBack(second, 100);
        assertEquals(0, space.take(LENGTH));
    }

    @Test
    void aLengthThatNoMemoryHasIsRefused() {
        assertEquals(FreeSpace.NONE, space.take(Integer.MAX_VALUE));
    }

    @Test
    void whatIsTakenNeverOverlaps() {
        Random random = new Random(7);
        BitSet used = new BitSet(LENGTH);
        List<Taken> taken = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (random.nextBoolean() || taken.isEmpty()) {
                int bytes = 1 + random.nextInt(3000);
                int offset = space.take(bytes);
                if (offset != FreeSpace.NONE) {
                    assertTrue(used.get(offset, offset + bytes).isEmpty(), "overlap at " + offset);
                    assertTrue(offset + bytes <= LENGTH, "past the end: " + offset + " + " + bytes);
                    used.set(offset, offset + bytes);
                    taken.add(new Taken(offset, bytes));
                }
            } else {
                Taken back = taken.remove(random.nextInt(taken.size()));
                used.clear(back.offset, back.offset + back.bytes);
                space.giveBack(back.offset, back.bytes);
            }
        }
        taken.forEach(each -> space.giveBack(each.offset, each.bytes));
        assertNotEquals(FreeSpace.NONE, space.take(LENGTH), "not one gap: " + space.freeBytes() + " bytes");
    }
}
