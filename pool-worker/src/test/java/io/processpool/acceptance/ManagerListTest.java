package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.pool.ProcessPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A manager's lists, arrays and sets keep the contracts of {@code java.util}. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerListTest extends OneManager {
    private List<String> list;

    @BeforeEach
    void fill() {
        list = manager.newList(List.of("c", "a", "b"));
    }

    @Test
    void changesAsAListDoes() {
        assertEquals("a", list.get(1));
        assertEquals("a", list.set(1, "A"));
        list.add(0, "first");
        assertTrue(list.add("last"));
        assertEquals("c", list.remove(1));
        assertTrue(list.remove("b"));
        assertFalse(list.remove("b"));
        assertTrue(list.addAll(1, List.of("x", "y")));
        assertFalse(list.addAll(List.of()));
        assertEquals(List.of("first", "x", "y", "A", "last"), list);
        assertEquals(3, list.indexOf("A"));
        assertEquals(-1, list.lastIndexOf("Z"));
        assertTrue(list.contains("x"));
        assertTrue(list.containsAll(Set.of("x", "y")));
        assertTrue(list.removeIf(s -> s.length() > 1));
        assertFalse(list.removeAll(Set.of("Q")));
        assertTrue(list.retainAll(Set.of("x", "A")));
        list.replaceAll(String::toLowerCase);
        assertEquals(List.of("x", "a"), list);
        list.addAll(list);
        assertEquals(List.of("x", "a", "x", "a"), list);
        list.clear();
        assertTrue(list.isEmpty());
    }

    @Test
    void takesNulls() {
        list.add(null);
        assertEquals(3, list.indexOf(null));
        assertEquals(Arrays.asList("c", "a", "b", null), list);
        assertTrue(list.remove(null));
        Set<String> set = manager.newSet();
        assertTrue(set.add(null));
        assertTrue(set.contains(null));
    }

    @Test
    void sortsInOneStep() {
        list.sort(null);
        assertEquals(List.of("a", "b", "c"), list);
        Collections.sort(list, Comparator.reverseOrder());
        assertEquals(List.of("c", "b", "a"), list);
    }

    @Test
    void wrongIndexIsAnErrorOfItsOwn() {
        assertThrows(IndexOutOfBoundsException.class, () -> list.get(3));
        assertThrows(IndexOutOfBoundsException.class, () -> list.get(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> list.set(-1, "x"));
        assertThrows(IndexOutOfBoundsException.class, () -> list.set(3, "x"));
        assertThrows(IndexOutOfBoundsException.class, () -> list.add(4, "x"));
        assertThrows(IndexOutOfBoundsException.class, () -> list.add(-1, "x"));
        assertThrows(IndexOutOfBoundsException.class, () -> list.addAll(-1, List.of("x")));
        assertThrows(IndexOutOfBoundsException.class, () -> list.addAll(4, List.of("x")));
        assertThrows(IndexOutOfBoundsException.class, () -> list.remove(3));
        assertThrows(IndexOutOfBoundsException.class, () -> list.remove(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> list.listIterator(4));
        assertThrows(IndexOutOfBoundsException.class, () -> list.subList(0, 4));
        assertEquals(List.of("c", "a", "b"), list);
    }

    @Test
    void isEqualToListsOfTheSameContent() {
        List<String> same = List.of("c", "a", "b");
        assertEquals(same, list);
        assertEquals(list, same);
        assertEquals(same.hashCode(), list.hashCode());
        assertEquals(manager.newList(same), list);
        assertEquals("[c, a, b]", list.toString());
        assertArrayEquals(new Object[] {"c", "a", "b"}, list.toArray());
        assertArrayEquals(new String[] {"c", "a", "b", null, ""}, list.toArray(new String[] {"", "", "", "", ""}));
    }

    @Test
    void iteratorsGoThroughACopy() {
        Iterator<String> iterator = list.iterator();
        list.clear();
        assertEquals("c", iterator.next());
        assertThrows(UnsupportedOperationException.class, iterator::remove);
        ListIterator<Integer> fromTheEnd = manager.newList(List.of(1, 2)).listIterator(2);
        assertEquals(2, fromTheEnd.previous());
    }

    @Test
    void subListIsAView() {
        List<String> part = list.subList(1, 3);
        assertEquals(List.of("a", "b"), part);
        assertEquals("a", part.set(0, "A"));
        assertEquals("A", list.get(1));
        part.add("x");
        assertEquals(List.of("c", "A", "b", "x"), list);
        assertThrows(IndexOutOfBoundsException.class, () -> part.get(3));
        assertEquals("b", part.remove(1));
        assertEquals(List.of("A", "x"), part);
        part.clear();
        assertEquals(List.of("c"), list);
    }

    @Test
    void functionsOnASubListChangeTheListInOneStep() {
        List<String> longer = manager.newList(List.of("z", "d", "b", "c", "a", "y"));
        List<String> part = longer.subList(1, 5);
        part.sort(null);
        assertEquals(List.of("z", "a", "b", "c", "d", "y"), longer);
        part.replaceAll(String::toUpperCase);
        assertTrue(part.removeIf("B"::equals));
        assertTrue(part.removeAll(Set.of("C", "y")));
        assertFalse(part.retainAll(Set.of("A", "D")));
        assertEquals(List.of("A", "D"), part);
        assertEquals(List.of("z", "A", "D", "y"), longer);
        Collections.reverse(part);
        Collections.swap(part, 0, 1);
        assertTrue(part.addAll(List.of("E")));
        assertTrue(part.addAll(0, List.of("0")));
        assertTrue(part.remove("D"));
        assertEquals(List.of("z", "0", "A", "E", "y"), longer);
        assertEquals(1, part.indexOf("A"));
        assertArrayEquals(new Object[] {"0", "A", "E"}, part.toArray());
    }

    @Test
    void subListOfASubListIsAViewOfBoth() {
        List<Integer> numbers = manager.newList(List.of(0, 5, 4, 3, 2, 9));
        List<Integer> middle = numbers.subList(1, 5);
        List<Integer> inner = middle.subList(1, 3);
        inner.sort(null);
        inner.add(7);
        inner.remove(0);
        assertEquals(List.of(4, 7), inner);
        assertEquals(List.of(5, 4, 7, 2), middle);
        middle.sort(Comparator.reverseOrder());
        inner.clear();
        assertEquals(List.of(7, 2), middle);
        assertEquals(List.of(0, 7, 2, 9), numbers);
        assertThrows(IndexOutOfBoundsException.class, () -> middle.add(3, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> middle.set(2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> middle.subList(0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> middle.subList(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> middle.subList(2, 1));
    }

    @Test
    void subListTravelsByItsElements() {
        List<Integer> part = manager.newList(List.of(1, 2, 3)).subList(1, 3);
        List<List<Integer>> outer = manager.newList();
        outer.add(part);
        part.set(0, 20);
        assertEquals(List.of(2, 3), outer.get(0));
    }

    @Test
    void sizeOfAnArrayDoesNotChange() {
        List<Integer> array = manager.newArray(3, 1, 2);
        assertEquals(3, array.set(0, 9));
        array.sort(null);
        assertEquals(List.of(1, 2, 9), array);
        array.replaceAll(n -> n + 1);
        assertEquals(List.of(2, 3, 10), array);
        Exception refused = assertThrows(UnsupportedOperationException.class, () -> array.add(1));
        assertEquals("the size of an array does not change", refused.getMessage());
        assertThrows(UnsupportedOperationException.class, () -> array.add(0, 1));
        assertThrows(UnsupportedOperationException.class, () -> array.addAll(List.of(1)));
        assertThrows(UnsupportedOperationException.class, () -> array.remove(0));
        assertThrows(UnsupportedOperationException.class, () -> array.remove(Integer.valueOf(2)));
        assertThrows(UnsupportedOperationException.class, array::clear);
        assertThrows(UnsupportedOperationException.class, () -> array.removeIf(n -> n == 3));
        assertFalse(array.removeIf(n -> n > 100));
        assertThrows(IndexOutOfBoundsException.class, () -> array.get(3));
        assertThrows(IndexOutOfBoundsException.class, () -> array.get(-1));
        assertEquals(List.of(2, 3, 10), array);
    }

    @Test
    void setKeepsItsContract() {
        Set<String> set = manager.newSet();
        assertTrue(set.add("b"));
        assertTrue(set.add("a"));
        assertFalse(set.add("a"));
        assertEquals(List.of("b", "a"), new ArrayList<>(set), "the order of insertion");
        assertEquals(Set.of("a", "b"), set);
        assertEquals(set, Set.of("a", "b"));
        assertEquals(Set.of("a", "b").hashCode(), set.hashCode());
        assertTrue(set.addAll(Set.of("c", "a")));
        assertFalse(set.addAll(Set.of("c")));
        assertTrue(set.containsAll(Set.of("a", "c")));
        assertTrue(set.remove("c"));
        assertTrue(set.removeAll(List.of("b", "x")));
        assertFalse(set.retainAll(Set.of("a")));
        assertTrue(set.removeIf("a"::equals));
        set.add("z");
        Iterator<String> iterator = set.iterator();
        iterator.next();
        iterator.remove();
        assertTrue(set.isEmpty());
        assertArrayEquals(new String[0], set.toArray(new String[0]));
        assertThrows(NullPointerException.class, () -> set.removeAll(null));
    }

    private static int append(List<Integer> shared, int n) {
        shared.add(n);
        shared.sort(null);
        return n;
    }

    @Test
    void nothingIsLostWhenSeveralProcessesChangeAndSort() {
        List<Integer> shared = manager.newList();
        try (ProcessPool pool = ProcessPool.create(3)) {
            pool.withChunkSize(1).map(n -> append(shared, n), MapTest.range(150));
        }
        assertEquals(IntStream.range(0, 150).boxed().toList(), shared);
    }
}
