package io.processpool.internal.wire;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Serializable copies of the JDK's views: sub-lists, key sets, reversed collections, entries.
 *
 * <p>A copy has the interface of the view, its order and its comparator.
 */
final class ElementCopy {

    private ElementCopy() {}

    static Object of(Object view) {
        if (view instanceof Map<?, ?> map) {
            return ofMap(map);
        }
        return view instanceof Map.Entry<?, ?> entry ? ofEntry(entry) : ofCollection((Collection<?>) view);
    }

    private static Object ofMap(Map<?, ?> map) {
        return map instanceof SortedMap<?, ?> sorted ? new TreeMap<>(sorted) : new LinkedHashMap<>(map);
    }

    private static Object ofEntry(Map.Entry<?, ?> entry) {
        boolean isImmutable = entry.getClass().getName().equals("java.util.KeyValueHolder");
        return isImmutable ? new AbstractMap.SimpleImmutableEntry<>(entry) : new AbstractMap.SimpleEntry<>(entry);
    }

    private static Object ofCollection(Collection<?> elements) {
        if (elements instanceof SortedSet<?> sorted) {
            return new TreeSet<>(sorted);
        }
        // By way of an array: some entry sets hand out their entries more than once while they are iterated.
        List<?> snapshot = Arrays.asList(elements.toArray());
        if (elements instanceof Set) {
            return ofSet(elements, snapshot);
        }
        if (elements instanceof Queue) {
            return new LinkedList<>(snapshot);
        }
        return isImmutable(elements) ? Collections.unmodifiableList(snapshot) : new ArrayList<>(snapshot);
    }

    private static Set<?> ofSet(Collection<?> original, List<?> snapshot) {
        // Equal keys of an IdentityHashMap are different keys.
        if (original.getClass().getName().startsWith("java.util.IdentityHashMap$")) {
            Set<Object> byIdentity = Collections.newSetFromMap(new IdentityHashMap<>());
            byIdentity.addAll(snapshot);
            return byIdentity;
        }
        return new LinkedHashSet<>(snapshot);
    }

    private static boolean isImmutable(Collection<?> elements) {
        return elements.getClass().getName().startsWith("java.util.ImmutableCollections$");
    }
}
