package io.processpool.worker.manager;

import io.processpool.internal.rpc.SetService;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** A set in the order of insertion. Thread-safe. */
final class ServedSet implements SetService {
    private Set<Object> set = new LinkedHashSet<>(); // guarded by this

    @Override
    public synchronized boolean add(Object element) {
        return set.add(element);
    }

    @Override
    public synchronized boolean addAll(Object[] elements) {
        boolean isChanged = Collections.addAll(set, elements);
        Arrays.fill(elements, null);
        return isChanged;
    }

    @Override
    public synchronized boolean remove(Object element) {
        return set.remove(element);
    }

    @Override
    public synchronized boolean removeAll(Object[] elements) {
        boolean isChanged = false;
        for (Object element : elements) {
            isChanged |= set.remove(element);
        }
        return isChanged;
    }

    @Override
    public synchronized boolean retainAll(Object[] elements) {
        return set.retainAll(new HashSet<>(Arrays.asList(elements)));
    }

    @Override
    public synchronized boolean contains(Object element) {
        return set.contains(element);
    }

    @Override
    public synchronized boolean containsAll(Object[] elements) {
        return set.containsAll(Arrays.asList(elements));
    }

    @Override
    public synchronized int size() {
        return set.size();
    }

    @Override
    public synchronized void clear() {
        set.clear();
        set = new LinkedHashSet<>(); // The old one keeps its buckets.
    }

    @Override
    public synchronized Object[] elements() {
        return set.toArray();
    }
}
