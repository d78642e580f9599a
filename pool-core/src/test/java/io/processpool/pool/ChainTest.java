package io.processpool.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChainTest {
    private final Chain<Element> chain = new Chain<>();

    private static final class Element extends Chain.Link<Element> {
        final int number;

        Element(int number) {
            this.number = number;
        }
    }

    private Element add(int number) {
        Element element = new Element(number);
        chain.addLast(element);
        return element;
    }

    private void expect(List<Integer> numbers) {
        List<Integer> forward = new ArrayList<>();
        for (Element element = chain.first(); element != null; element = element.next) {
            forward.add(element.number);
        }
        List<Integer> backward = new ArrayList<>();
        for (Element element = chain.last(); element != null; element = element.previous) {
            backward.add(0, element.number);
        }
        assertEquals(numbers, forward);
        assertEquals(numbers, backward);
        assertEquals(numbers.size(), chain.size());
        assertEquals(numbers.isEmpty(), chain.isEmpty());
    }

    @Test
    void elementsLeaveFromTheMiddle() {
        add(1);
        Element second = add(2);
        add(3);
        chain.remove(second);
        expect(List.of(1, 3));
    }

    @Test
    void twoTakeThePlaceOfOneAtBothEndsAndBetween() {
        Element first = add(1);
        Element second = add(2);
        Element third = add(3);
        chain.replace(second, new Element(20), new Element(21));
        expect(List.of(1, 20, 21, 3));
        chain.replace(first, new Element(10), new Element(11));
        chain.replace(third, new Element(30), new Element(31));
        expect(List.of(10, 11, 20, 21, 30, 31));
    }

    @Test
    void whatHasLeftKnowsNobodyAndMayComeAgain() {
        Element first = add(1);
        Element second = add(2);
        chain.clear();
        expect(List.of());
        assertNull(first.next);
        assertNull(second.previous);
        chain.addFirst(first);
        chain.addFirst(second);
        expect(List.of(2, 1));
    }

    @Test
    void itBehavesAsADeque() {
        Random random = new Random(7);
        Deque<Integer> deque = new ArrayDeque<>();
        for (int i = 0; i < 1000; i++) {
            int kind = random.nextInt(4);
            if (kind == 0) {
                chain.addFirst(new Element(i));
                deque.addFirst(i);
            } else if (kind == 1) {
                add(i);
                deque.addLast(i);
            } else if (!deque.isEmpty()) {
                chain.remove(kind == 2 ? chain.first() : chain.last());
                Integer gone = kind == 2 ? deque.removeFirst() : deque.removeLast();
                assertEquals(false, deque.contains(gone));
            }
            expect(List.copyOf(deque));
        }
    }
}
