package io.processpool.internal.wire;

import static io.processpool.internal.wire.PayloadRoundTripTest.roundTrip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.processpool.SerializationException;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.DelayQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class JdkTypesTravelTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b/../c", "/", "/tmp/some file", "caf\u00e9"})
    void pathMayTravel(String name) {
        assumeTrue(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode(name),
                "in this locale there are no such names");
        assertEquals(Path.of(name), roundTrip(Path.of(name)));
    }

    @Test
    void pathThatTheLocaleCannotDecodeMayTravel() {
        Path odd = Path.of(URI.create("file:///tmp/x%FF%FEy/../z%80"));
        assertEquals(odd, roundTrip(odd));
        Path relative = odd.subpath(1, 3);
        assertEquals(relative, roundTrip(relative));
        assertEquals(odd.getFileName(), roundTrip(odd.getFileName()));
    }

    private record Job(Path file, Optional<Path> log, List<Path> inputs) implements Serializable {}

    @Test
    void pathsAndOptionalsMayTravelInFields() {
        Job job = new Job(Path.of("a"), Optional.of(Path.of("b")), List.of(Path.of("c")));
        assertEquals(job, roundTrip(job));
        Path[] array = {Path.of("x")};
        assertEquals(List.of(array), List.of((Path[]) roundTrip(array)));
    }

    static Stream<Object> optionals() {
        return Stream.of(
                Optional.empty(),
                Optional.of("x"),
                Optional.of(Optional.of(1)),
                OptionalInt.empty(),
                OptionalInt.of(1),
                OptionalLong.empty(),
                OptionalLong.of(1),
                OptionalDouble.empty(),
                OptionalDouble.of(1));
    }

    @ParameterizedTest
    @MethodSource("optionals")
    void optionalMayTravel(Object optional) {
        assertEquals(optional, roundTrip(optional));
        assertEquals(List.of(optional, optional), roundTrip(List.of(optional, optional)));
    }

    static Stream<List<?>> lists() {
        List<Integer> numbers = new ArrayList<>(List.of(1, 2, 3, 4));
        return Stream.of(
                numbers.subList(1, 3),
                numbers.subList(0, 4).subList(1, 2),
                List.of(1, 2, 3).subList(1, 3),
                Stream.of(1, null, 3).toList().subList(1, 3),
                Arrays.asList(1, 2, 3).subList(0, 2),
                new LinkedList<>(numbers).subList(0, 2),
                Collections.unmodifiableList(numbers.subList(1, 3)),
                Collections.nCopies(3, "x"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void listViewMayTravel(List<?> list) {
        assertEquals(list, roundTrip(list));
    }

    private enum Colour {
        RED,
        BLUE
    }

    static Stream<Map<?, ?>> maps() {
        Map<String, Integer> plain = Map.of("a", 1, "b", 2);
        return Stream.of(
                new HashMap<>(plain),
                new LinkedHashMap<>(plain),
                new TreeMap<>(plain),
                plain,
                new ConcurrentHashMap<>(plain),
                new ConcurrentSkipListMap<>(plain),
                new WeakHashMap<>(plain),
                new Hashtable<>(plain),
                Collections.unmodifiableMap(new WeakHashMap<>(plain)),
                new EnumMap<>(Map.of(Colour.RED, 1, Colour.BLUE, 2)),
                new TreeMap<>(plain).headMap("b"),
                new TreeMap<>(plain).descendingMap());
    }

    @ParameterizedTest
    @MethodSource("maps")
    void mapAndItsViewsMayTravel(Map<?, ?> map) {
        assertEquals(map, roundTrip(map));
        assertEquals(new ArrayList<>(map.keySet()), new ArrayList<>((Collection<?>) roundTrip(map.keySet())));
        assertEquals(new HashSet<>(map.keySet()), roundTrip(map.keySet()));
        assertEquals(new ArrayList<>(map.values()), new ArrayList<>((Collection<?>) roundTrip(map.values())));
        assertEquals(new HashSet<>(map.entrySet()), roundTrip(map.entrySet()));
        Map.Entry<?, ?> entry = map.entrySet().iterator().next();
        assertEquals(entry, roundTrip(entry));
    }

    @Test
    void sortedSetKeepsItsComparator() {
        TreeMap<String, Integer> reversed = new TreeMap<>(Comparator.reverseOrder());
        reversed.putAll(Map.of("a", 1, "b", 2));
        SortedSet<?> keys = assertInstanceOf(SortedSet.class, roundTrip(reversed.navigableKeySet()));
        assertEquals(List.of("b", "a"), new ArrayList<>(keys));
        assertEquals(Comparator.reverseOrder(), keys.comparator());
    }

    @Test
    void equalKeysOfIdentityMapStayApart() {
        IdentityHashMap<String, Integer> map = new IdentityHashMap<>();
        map.put(new String("same"), 1);
        map.put(new String("same"), 2);
        assertEquals(2, ((Collection<?>) roundTrip(map.keySet())).size());
        assertEquals(2, ((Collection<?>) roundTrip(map.entrySet())).size());
    }

    @Test
    void immutableViewsStayImmutable() {
        Map.Entry<?, ?> entry = assertInstanceOf(Map.Entry.class, roundTrip(Map.entry("k", "v")));
        assertThrows(UnsupportedOperationException.class, () -> entry.setValue(null));
        List<?> list = assertInstanceOf(List.class, roundTrip(List.of(1, 2, 3).subList(0, 2)));
        assertThrows(UnsupportedOperationException.class, () -> list.remove(0));
    }

    @Test
    void dequesMayTravel() {
        assertEquals(List.of(1, 2), new ArrayList<>((Collection<?>) roundTrip(new ArrayDeque<>(List.of(1, 2)))));
        assertEquals(List.of(1, 2), new ArrayList<>((Collection<?>)
                roundTrip(Collections.asLifoQueue(new ArrayDeque<>(List.of(1, 2))))));
    }

    @Test
    void reversedViewsMayTravel() throws Exception {
        for (Collection<?> each : List.of(
                new ArrayList<>(List.of(1, 2)), new ArrayDeque<>(List.of(1, 2)), new LinkedHashSet<>(List.of(1)))) {
            Collection<?> view = reversed(each);
            assertEquals(new ArrayList<>(view), new ArrayList<>((Collection<?>) roundTrip(view)));
        }
    }

    /** Only JDK 21 and later have reversed(). */
    private static Collection<?> reversed(Collection<?> collection) throws Exception {
        try {
            Class<?> sequenced = Class.forName("java.util.SequencedCollection");
            return (Collection<?>) sequenced.getMethod("reversed").invoke(collection);
        } catch (ClassNotFoundException olderJdk) {
            return collection;
        }
    }

    @Test
    void viewSharedByTwoFieldsStaysShared() {
        List<Integer> view = new ArrayList<>(List.of(1, 2, 3)).subList(0, 2);
        Object[] read = (Object[]) roundTrip(new Object[] {view, view});
        assertSame(read[0], read[1]);
    }

    @Test
    void viewThatHoldsItselfMayTravel() {
        List<Object> list = new ArrayList<>(Arrays.asList(1, 2));
        List<Object> view = list.subList(0, 1);
        view.set(0, view);
        List<?> read = (List<?>) roundTrip(view);
        assertSame(read, read.get(0));
    }

    private static final class Unsupported extends AbstractMap<String, String> {
        @Override
        public java.util.Set<Entry<String, String>> entrySet() {
            return java.util.Set.of();
        }
    }

    @Test
    void usersOwnCollectionIsNotCopiedBehindTheirBack() {
        assertThrows(SerializationException.class, () -> Payload.write(new Unsupported()));
        assertThrows(SerializationException.class, () -> Payload.write(new DelayQueue<>()));
    }

    @Test
    void userSubclassOfJdkCollectionComesBackAsItself() {
        class Names extends ArrayList<String> {
            private static final long serialVersionUID = 1L;
        }
        assertThrows(SerializationException.class, () -> Payload.write(new Names()));
        assertEquals(Tags.class, roundTrip(new Tags()).getClass());
        assertTrue(((Tags) roundTrip(new Tags())).isEmpty());
    }

    private static final class Tags extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }
}
