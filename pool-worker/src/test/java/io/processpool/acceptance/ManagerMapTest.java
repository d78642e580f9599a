package io.processpool.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.SerializationException;
import io.processpool.pool.ProcessPool;
import java.io.Serializable;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A manager's map keeps the contract of a ConcurrentMap. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class ManagerMapTest extends OneManager {
    private ConcurrentMap<String, Integer> map;

    @BeforeEach
    void fill() {
        map = manager.newMap();
        map.put("a", 1);
        map.put("b", 2);
        map.put("c", 3);
    }

    @Test
    void readsWhatWasWritten() {
        assertEquals(1, map.get("a"));
        assertNull(map.get("x"));
        assertNull(map.put("d", 4));
        assertEquals(4, map.put("d", 5));
        assertEquals(5, map.remove("d"));
        assertNull(map.remove("d"));
        assertEquals(7, map.getOrDefault("x", 7));
        assertTrue(map.containsKey("a"));
        assertTrue(map.containsValue(3));
        assertFalse(map.isEmpty());
        map.putAll(Map.of("e", 6));
        assertEquals(List.of("a", "b", "c", "e"), new ArrayList<>(map.keySet()), "the order of insertion");
        map.clear();
        assertEquals(Map.of(), map);
    }

    /** Of some it goes in parts. */
    @Test
    void largeMapsComeWholeWhateverIsInThem() {
        Map<Object, Object> large = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            large.put(i, i % 2 == 0 ? "größe " + i : (Object) (i * 1.5));
        }
        assertEquals(large, new LinkedHashMap<>(manager.newMap(large)));
        large.put("list", List.of(1));
        ConcurrentMap<Object, Object> objects = manager.newMap(large);
        assertEquals(large, new LinkedHashMap<>(objects));
        large.put("thread", Thread.currentThread());
        assertThrows(SerializationException.class, () -> objects.putAll(large));
        objects.putAll(Map.of("last", 1));
        assertEquals(20_002, objects.size());
    }

    @Test
    void changesOnCondition() {
        assertEquals(1, map.putIfAbsent("a", 9));
        assertEquals(1, map.replace("a", 10));
        assertNull(map.replace("x", 10));
        assertFalse(map.replace("a", 1, 2));
        assertTrue(map.replace("a", 10, 2));
        assertFalse(map.remove("a", 1));
        assertTrue(map.remove("a", 2));
        assertNull(map.putIfAbsent("a", 9));
    }

    @Test
    void functionsRunHere() {
        assertEquals(1, map.computeIfAbsent("a", key -> 9));
        assertEquals(9, map.computeIfAbsent("x", key -> 9));
        assertNull(map.computeIfAbsent("y", key -> null));
        assertEquals(10, map.computeIfPresent("x", (key, n) -> n + 1));
        assertNull(map.compute("x", (key, n) -> null));
        assertFalse(map.containsKey("x"));
        assertEquals(11, map.merge("a", 10, Integer::sum));
        assertNull(map.merge("a", 10, (x, y) -> null));
        map.replaceAll((key, n) -> n * 100);
        assertEquals(Map.of("b", 200, "c", 300), map);
        assertThrows(ArithmeticException.class, () -> map.compute("b", (key, n) -> Math.floorDiv(n, map.size() - 2)));
    }

    @Test
    void nullsAreRefused() {
        Map<String, Integer> withNull = new HashMap<>();
        withNull.put("k", null);
        assertThrows(NullPointerException.class, () -> map.get(null));
        assertThrows(NullPointerException.class, () -> map.put(null, 1));
        assertThrows(NullPointerException.class, () -> map.put("k", null));
        assertThrows(NullPointerException.class, () -> map.putAll(withNull));
        assertThrows(NullPointerException.class, () -> map.containsKey(null));
        assertThrows(NullPointerException.class, () -> map.containsValue(null));
        assertThrows(NullPointerException.class, () -> map.remove(null));
        assertThrows(NullPointerException.class, () -> map.putIfAbsent("k", null));
        assertThrows(NullPointerException.class, () -> map.replace("k", null));
        assertThrows(NullPointerException.class, () -> manager.newMap(null));
        assertFalse(map.remove("a", null));
        assertEquals(3, map.size());
    }

    @Test
    void viewsAreOfTheMap() {
        Set<String> keys = map.keySet();
        assertTrue(keys.contains("a"));
        assertTrue(keys.remove("a"));
        assertFalse(map.containsKey("a"));
        assertTrue(map.values().contains(2));
        assertTrue(map.values().remove(2));
        assertEquals(Set.of("c"), keys);
        assertTrue(map.entrySet().contains(new SimpleEntry<>("c", 3)));
        assertTrue(map.entrySet().remove(new SimpleEntry<>("c", 3)));
        assertTrue(map.isEmpty());
        assertThrows(UnsupportedOperationException.class, () -> keys.add("x"));
    }

    @Test
    void entriesThatCannotBeThereAreNot() {
        assertFalse(map.entrySet().contains(new SimpleEntry<>("a", null)));
        assertFalse(map.entrySet().contains(new SimpleEntry<>(null, 1)));
        assertFalse(map.entrySet().remove(new SimpleEntry<>("a", null)));
        assertFalse(map.entrySet().remove(new SimpleEntry<>(null, 1)));
        assertFalse(map.entrySet().contains("a"));
        Map<String, Integer> withNull = new HashMap<>(map);
        withNull.put("a", null);
        assertNotEquals(withNull, map);
        assertNotEquals(map, withNull);
    }

    @Test
    void iteratorsGoThroughACopyAndRemoveFromTheMap() {
        Iterator<String> keys = map.keySet().iterator();
        assertThrows(IllegalStateException.class, keys::remove);
        assertEquals("a", keys.next());
        map.put("z", 26);
        keys.remove();
        assertThrows(IllegalStateException.class, keys::remove);
        assertEquals("b", keys.next());
        assertEquals("c", keys.next());
        assertFalse(keys.hasNext());
        assertThrows(java.util.NoSuchElementException.class, keys::next);
        assertEquals(List.of("b", "c", "z"), new ArrayList<>(map.keySet()));
        map.values().removeIf(n -> n == 3);
        map.entrySet().iterator().next().setValue(20);
        assertEquals(Map.of("b", 20, "z", 26), map);
    }

    @Test
    void isEqualToMapsOfTheSameContent() {
        Map<String, Integer> same = new LinkedHashMap<>(Map.of("a", 1, "b", 2, "c", 3));
        assertEquals(same, map);
        assertEquals(map, same);
        assertEquals(same.hashCode(), map.hashCode());
        assertEquals(manager.newMap(same), map);
        assertEquals("{a=1, b=2, c=3}", map.toString());
        assertArrayEqualsSorted(new String[] {"a", "b", "c"}, map.keySet().toArray(new String[0]));
        assertEquals(6, map.values().stream().mapToInt(n -> n).sum());
    }

    private static void assertArrayEqualsSorted(String[] expected, String[] actual) {
        Arrays.sort(actual);
        assertEquals(List.of(expected), List.of(actual));
    }

    /** A value that equals nothing but itself, and so not its copies. */
    private static final class Unequal implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void valuesWithoutEqualsAreNamedInsteadOfComparedForEver() {
        ConcurrentMap<String, Object> objects = manager.newMap();
        objects.put("array", new int[] {1});
        objects.put("object", new Unequal());
        Exception array =
                assertThrows(IllegalArgumentException.class, () -> objects.merge("array", 1, (old, one) -> one));
        assertTrue(array.getMessage().contains("int[]"), array.getMessage());
        Exception object =
                assertThrows(IllegalArgumentException.class, () -> objects.compute("object", (key, old) -> "new"));
        assertTrue(object.getMessage().contains("Unequal"), object.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> manager.newValue(new int[] {1}).update(old -> new int[] {2}));
    }

    private static int count(ConcurrentMap<String, Integer> counts, int n) {
        counts.merge("merged", 1, Integer::sum);
        counts.compute("computed", (key, old) -> old == null ? 1 : old + 1);
        counts.computeIfAbsent(
                "made once " + n % 10, key -> (int) ProcessHandle.current().pid());
        return counts.get("made once " + n % 10);
    }

    @Test
    void noUpdateOfSeveralProcessesIsLost() {
        ConcurrentMap<String, Integer> counts = manager.newMap();
        try (ProcessPool pool = ProcessPool.create(3)) {
            List<Integer> makers = pool.withChunkSize(1).map(n -> count(counts, n), MapTest.range(300));
            for (int n = 0; n < 300; n++) {
                assertEquals(counts.get("made once " + n % 10), makers.get(n), "all saw the same");
            }
        }
        assertEquals(300, counts.get("merged"));
        assertEquals(300, counts.get("computed"));
    }
}
