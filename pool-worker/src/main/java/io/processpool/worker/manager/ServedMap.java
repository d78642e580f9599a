package io.processpool.worker.manager;

import io.processpool.internal.rpc.MapService;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A map in the order of insertion. Thread-safe. */
final class ServedMap implements MapService {
    private Map<Object, Object> map = new LinkedHashMap<>(); // guarded by this

    @Override
    public synchronized Object get(Object key) {
        return map.get(key);
    }

    @Override
    public synchronized Object put(Object key, Object value) {
        return map.put(key, value);
    }

    @Override
    public synchronized Object putIfAbsent(Object key, Object value) {
        return map.putIfAbsent(key, value);
    }

    @Override
    public synchronized Object replace(Object key, Object value) {
        return map.replace(key, value);
    }

    @Override
    public synchronized boolean replace(Object key, Object expected, Object value) {
        return map.replace(key, expected, value);
    }

    @Override
    public synchronized Object remove(Object key) {
        return map.remove(key);
    }

    @Override
    public synchronized boolean remove(Object key, Object expected) {
        return map.remove(key, expected);
    }

    @Override
    public synchronized void putAll(Object[] entries) {
        if (map.isEmpty()) {
            map = new LinkedHashMap<>(entries.length); // As many buckets as it will need: two numbers for each entry.
        }
        for (int i = 0; i < entries.length; i += 2) {
            map.put(Objects.requireNonNull(entries[i]), Objects.requireNonNull(entries[i + 1]));
        }
        Arrays.fill(entries, null);
    }

    @Override
    public synchronized boolean containsKey(Object key) {
        return map.containsKey(key);
    }

    @Override
    public synchronized boolean containsValue(Object value) {
        return map.containsValue(value);
    }

    @Override
    public synchronized int size() {
        return map.size();
    }

    @Override
    public synchronized void clear() {
        map.clear();
        map = new LinkedHashMap<>(); // The old one keeps its buckets: of a million entries, 8 MB.
    }

    @Override
    public synchronized Object[] entries() {
        Object[] entries = new Object[2 * map.size()];
        int i = 0;
        for (Map.Entry<Object, Object> entry : map.entrySet()) {
            entries[i++] = entry.getKey();
            entries[i++] = entry.getValue();
        }
        return entries;
    }

    @Override
    public synchronized Object[] keys() {
        return map.keySet().toArray();
    }

    @Override
    public synchronized Object[] values() {
        return map.values().toArray();
    }
}
