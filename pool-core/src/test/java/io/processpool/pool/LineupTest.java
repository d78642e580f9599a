package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineupTest {
    private final Lineup<Integer> lineup = new Lineup<>();

    private List<Integer> elements() {
        List<Integer> elements = new ArrayList<>();
        for (int i = 0; i < lineup.size(); i++) {
            elements.add(lineup.get(i));
        }
        return elements;
    }

    @Test
    void behavesAsADeque() {
        Random random = new Random(7);
        Deque<Integer> deque = new ArrayDeque<>();
        for (int i = 0; i < 10_000; i++) {
            int kind = random.nextInt(7);
            if (kind < 2) {
                lineup.addFirst(i);
                deque.addFirst(i);
            } else if (kind < 4) {
                lineup.addLast(i);
                deque.addLast(i);
            } else if (kind < 6 && !deque.isEmpty()) {
                lineup.removeFirst();
                deque.removeFirst();
            } else if (random.nextInt(20) == 0) {
                int rest = random.nextInt(3);
                lineup.removeIf(element -> element % 3 == rest);
                deque.removeIf(element -> element % 3 == rest);
            }
            assertEquals(List.copyOf(deque), elements());
            assertEquals(deque.isEmpty(), lineup.isEmpty());
            assertEquals(deque.peekFirst(), lineup.first());
            assertEquals(deque.peekLast(), lineup.last());
        }
    }

    @Test
    void reservedRoomIsThereForAsMany() {
        lineup.addFirst(1);
        lineup.reserve(1000);
        for (int i = 0; i < 1000; i++) {
            lineup.addLast(i);
        }
        assertEquals(1001, lineup.size());
        lineup.clear();
        assertEquals(List.of(), elements());
        assertNull(lineup.first());
        assertNull(lineup.last());
    }

    @Test
    void losesNothingWhereItCannotGrow() {
        for (int i = 0; i < 16; i++) {
            lineup.addLast(i);
        }
        List<Integer> before = elements();
        assertThrows(OutOfMemoryError.class, () -> lineup.reserve(1 << 30));
        assertEquals(before, elements());
    }
}
