package io.processpool.manager;

import io.processpool.internal.rpc.MapService;
import io.processpool.internal.rpc.ObjectKind;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;

/**
 * A map in a manager's server. What takes a function, as {@code computeIfAbsent} and {@code merge}, runs the function
 * here and tries again when another client was faster, as every {@link ConcurrentMap} may.
 */
final class MapProxy<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V>, Serializable {
    private static final long serialVersionUID = 1L;

    private final transient ObjectReference reference;
    private final transient MapService map;

    MapProxy(ObjectReference reference) {
        this.reference = reference;
        map = Stub.of(MapService.class, reference);
    }

    @Override
    public V get(Object key) {
        return cast(map.get(Objects.requireNonNull(key, "key")));
    }

    @Override
    public V getOrDefault(Object key, V orElse) {
        V value = get(key);
        return value == null ? orElse : value;
    }

    @Override
    public V put(K key, V value) {
        return cast(map.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
    }

    @Override
    public V putIfAbsent(K key, V value) {
        return cast(map.putIfAbsent(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
    }

    @Override
    public V replace(K key, V value) {
        return cast(map.replace(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
    }

    @Override
    public boolean replace(K key, V expected, V value) {
        boolean isReplaced = map.replace(
                Objects.requireNonNull(key, "key"),
                Objects.requireNonNull(expected, "expected"),
                Objects.requireNonNull(value, "value"));
        if (!isReplaced) {
            Copies.requireEquality(expected);
        }
        return isReplaced;
    }

    @Override
    public V remove(Object key) {
        return cast(map.remove(Objects.requireNonNull(key, "key")));
    }

    @Override
    public boolean remove(Object key, Object expected) {
        return expected != null && map.remove(Objects.requireNonNull(key, "key"), expected);
    }

    /** In one step for all other clients. */
    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        Object[] flat = new Object[2 * entries.size()];
        int i = 0;
        for (Map.Entry<? extends K, ? extends V> entry : entries.entrySet()) {
            flat = i < flat.length ? flat : Arrays.copyOf(flat, 2 * i + 2);
            flat[i++] = Objects.requireNonNull(entry.getKey(), "key");
            flat[i++] = Objects.requireNonNull(entry.getValue(), "value");
        }
        map.putAll(i == flat.length ? flat : Arrays.copyOf(flat, i));
    }

    @Override
    public boolean containsKey(Object key) {
        return map.containsKey(Objects.requireNonNull(key, "key"));
    }

    @Override
    public boolean containsValue(Object value) {
        return map.containsValue(Objects.requireNonNull(value, "value"));
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public void clear() {
        map.clear();
    }

    /** A view: its iterators go through a copy that is made when they begin, and remove from the map. */
    @Override
    public Set<Entry<K, V>> entrySet() {
        return new Entries();
    }

    /** A view, as {@link #entrySet}. */
    @Override
    public Set<K> keySet() {
        return new Keys();
    }

    /** A view, as {@link #entrySet}. */
    @Override
    public Collection<V> values() {
        return new Values();
    }

    @Override
    public String toString() {
        return Description.ofElements("ManagerMap", super::toString);
    }

    @SuppressWarnings("unchecked") // Nothing else was put in by this map's users.
    private static <T> T cast(Object value) {
        return (T) value;
    }

    private Object writeReplace() {
        return ProxyHandle.of(ObjectKind.MAP, reference, null);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("an object of a manager travels as a handle only");
    }

    private abstract class SetView<E> extends AbstractSet<E> {
        private final String name;

        SetView(String name) {
            this.name = name;
        }

        @Override
        public int size() {
            return MapProxy.this.size();
        }

        @Override
        public void clear() {
            MapProxy.this.clear();
        }

        @Override
        public final String toString() {
            return Description.ofElements("ManagerMap." + name, super::toString);
        }
    }

    private final class Entries extends SetView<Entry<K, V>> {
        Entries() {
            super("entrySet");
        }

        @Override
        public boolean contains(Object element) {
            return isWhole(element)
                    && element instanceof Entry<?, ?> entry
                    && entry.getValue().equals(get(entry.getKey()));
        }

        @Override
        public boolean remove(Object element) {
            return isWhole(element)
                    && element instanceof Entry<?, ?> entry
                    && MapProxy.this.remove(entry.getKey(), entry.getValue());
        }

        private static boolean isWhole(Object element) {
            return element instanceof Entry<?, ?> entry && entry.getKey() != null && entry.getValue() != null;
        }

        @Override
        public Iterator<Entry<K, V>> iterator() {
            return new CopyIterator<>(new Pairs(map.entries()), entry -> MapProxy.this.remove(entry.getKey()));
        }
    }

    private final class Keys extends SetView<K> {
        Keys() {
            super("keySet");
        }

        @Override
        public boolean contains(Object key) {
            return containsKey(key);
        }

        @Override
        public boolean remove(Object key) {
            return MapProxy.this.remove(key) != null;
        }

        @Override
        public Iterator<K> iterator() {
            List<K> copy = cast(Arrays.asList(map.keys()));
            return new CopyIterator<>(copy, MapProxy.this::remove);
        }
    }

    private final class Values extends AbstractCollection<V> {
        @Override
        public int size() {
            return MapProxy.this.size();
        }

        @Override
        public void clear() {
            MapProxy.this.clear();
        }

        @Override
        public boolean contains(Object value) {
            return containsValue(value);
        }

        @Override
        public Iterator<V> iterator() {
            return MapProxy.super.values().iterator();
        }

        @Override
        public String toString() {
            return Description.ofElements("ManagerMap.values", super::toString);
        }
    }

    /** Copied entries, whose {@code setValue} writes through to the map. */
    private final class Pairs extends java.util.AbstractList<Entry<K, V>> {
        private final Object[] flat;

        Pairs(Object[] flat) {
            this.flat = flat;
        }

        @Override
        public Entry<K, V> get(int index) {
            K key = cast(flat[2 * index]);
            return new SimpleEntry<>(key, MapProxy.<V>cast(flat[2 * index + 1])) {
                private static final long serialVersionUID = 1L;

                @Override
                public V setValue(V value) {
                    put(key, value);
                    return super.setValue(value);
                }
            };
        }

        @Override
        public int size() {
            return flat.length / 2;
        }
    }
}
