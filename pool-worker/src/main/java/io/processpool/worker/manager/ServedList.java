package io.processpool.worker.manager;

import io.processpool.internal.rpc.ListService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A list, growing or of a fixed size. Thread-safe. */
final class ServedList implements ListService {
    // Guarded by this.
    private List<Object> list;
    private long changes;

    private final boolean isGrowing;

    ServedList(boolean isGrowing, Object[] elements) {
        this.isGrowing = isGrowing;
        list = copyOf(elements);
    }

    private List<Object> copyOf(Object[] elements) {
        return isGrowing ? new ArrayList<>(Arrays.asList(elements)) : Arrays.asList(elements);
    }

    @Override
    public synchronized Object get(int index) {
        return list.get(index);
    }

    @Override
    public synchronized Object set(int index, Object element) {
        changes++;
        return list.set(index, element);
    }

    @Override
    public synchronized void add(int index, Object element) {
        requireGrowing();
        changes++;
        list.add(index == END ? list.size() : index, element);
    }

    @Override
    public synchronized void addAll(int index, Object[] elements) {
        requireGrowing();
        changes++;
        list.addAll(index == END ? list.size() : index, Arrays.asList(elements));
        Arrays.fill(elements, null);
    }

    @Override
    public synchronized Object removeAt(int index) {
        requireGrowing();
        changes++;
        return list.remove(index);
    }

    @Override
    public synchronized boolean remove(Object element) {
        requireGrowing();
        changes++;
        return list.remove(element);
    }

    @Override
    public synchronized void removeRange(int from, int to) {
        requireGrowing();
        changes++;
        list.subList(from, to).clear();
    }

    @Override
    public synchronized void clear() {
        requireGrowing();
        changes++;
        list = new ArrayList<>();
    }

    @Override
    public synchronized int indexOf(Object element) {
        return list.indexOf(element);
    }

    @Override
    public synchronized int lastIndexOf(Object element) {
        return list.lastIndexOf(element);
    }

    @Override
    public synchronized int size() {
        return list.size();
    }

    @Override
    public synchronized Object[] snapshot() {
        return new Copy(list.toArray(), changes).flat();
    }

    @Override
    public synchronized boolean replaceAll(long seenChanges, Object[] elements) {
        if (changes != seenChanges) {
            return false;
        }
        if (elements.length != list.size()) {
            requireGrowing();
        }
        changes++;
        list = copyOf(elements);
        return true;
    }

    private void requireGrowing() {
        if (!isGrowing) {
            throw new UnsupportedOperationException("the size of an array does not change");
        }
    }
}
