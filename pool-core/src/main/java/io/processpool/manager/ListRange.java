package io.processpool.manager;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** A part of a list in a manager's server: a view. It travels by its elements, as the JDK's do. */
final class ListRange<E> extends CopyingList<E> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient CopyingList<E> whole;
    private final transient int from;
    private transient int size;

    ListRange(CopyingList<E> whole, int from, int size) {
        this.whole = whole;
        this.from = from;
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public E get(int index) {
        return whole.get(from + Objects.checkIndex(index, size));
    }

    @Override
    public E set(int index, E element) {
        return whole.set(from + Objects.checkIndex(index, size), element);
    }

    @Override
    public void add(int index, E element) {
        whole.add(from + Objects.checkIndex(index, size + 1), element);
        size++;
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return addAll(size, elements);
    }

    @Override
    public boolean addAll(int index, Collection<? extends E> elements) {
        List<E> added = new ArrayList<>(elements);
        whole.addAll(from + Objects.checkIndex(index, size + 1), added);
        size += added.size();
        return !added.isEmpty();
    }

    @Override
    public E remove(int index) {
        E removed = whole.remove(from + Objects.checkIndex(index, size));
        size--;
        return removed;
    }

    @Override
    public boolean remove(Object element) {
        int index = indexOf(element);
        if (index >= 0) {
            remove(index);
        }
        return index >= 0;
    }

    @Override
    protected void removeRange(int first, int end) {
        whole.removeRange(from + first, from + end);
        size -= end - first;
    }

    @Override
    public Object[] toArray() {
        return Arrays.copyOfRange(whole.toArray(), from, from + size);
    }

    @Override
    void change(Consumer<List<E>> change) {
        int[] newSize = new int[1];
        whole.change(elements -> {
            List<E> mine = elements.subList(from, from + size);
            change.accept(mine);
            newSize[0] = mine.size();
        });
        size = newSize[0];
    }

    private Object writeReplace() {
        return new ArrayList<>(this);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a part of a list travels by its elements only");
    }
}
