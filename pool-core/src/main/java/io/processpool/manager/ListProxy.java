package io.processpool.manager;

import io.processpool.internal.rpc.ListService;
import io.processpool.internal.rpc.ObjectKind;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** A list in a manager's server. Each method is one step for all clients. */
final class ListProxy<E> extends CopyingList<E> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient ObjectReference reference;
    private final transient ListService list;

    ListProxy(ObjectReference reference) {
        this.reference = reference;
        list = Stub.of(ListService.class, reference);
    }

    @Override
    public E get(int index) {
        return cast(list.get(index));
    }

    @Override
    public E set(int index, E element) {
        return cast(list.set(index, element));
    }

    @Override
    public boolean add(E element) {
        list.add(ListService.END, element);
        return true;
    }

    @Override
    public void add(int index, E element) {
        list.add(checkIndex(index), element);
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        Object[] added = elements.toArray();
        list.addAll(ListService.END, added);
        return added.length > 0;
    }

    @Override
    public boolean addAll(int index, Collection<? extends E> elements) {
        Object[] added = elements.toArray();
        list.addAll(checkIndex(index), added);
        return added.length > 0;
    }

    @Override
    public E remove(int index) {
        return cast(list.removeAt(index));
    }

    @Override
    public boolean remove(Object element) {
        return list.remove(element);
    }

    @Override
    protected void removeRange(int from, int to) {
        list.removeRange(from, to);
    }

    @Override
    public void clear() {
        list.clear();
    }

    @Override
    public int indexOf(Object element) {
        return list.indexOf(element);
    }

    @Override
    public int lastIndexOf(Object element) {
        return list.lastIndexOf(element);
    }

    @Override
    public boolean contains(Object element) {
        return indexOf(element) >= 0;
    }

    @Override
    public int size() {
        return list.size();
    }

    @Override
    public Object[] toArray() {
        return copy().elements();
    }

    @Override
    void change(Consumer<List<E>> change) {
        while (true) {
            ListService.Copy copy = copy();
            List<E> elements = new ArrayList<>(ListProxy.<List<E>>cast(Arrays.asList(copy.elements())));
            change.accept(elements);
            if (list.replaceAll(copy.changes(), elements.toArray())) {
                return;
            }
        }
    }

    private ListService.Copy copy() {
        return ListService.Copy.of(list.snapshot());
    }

    private static int checkIndex(int index) {
        if (index < 0) {
            throw new IndexOutOfBoundsException("index: " + index);
        }
        return index;
    }

    @SuppressWarnings("unchecked") // Nothing else was put in by this list's users.
    private static <T> T cast(Object value) {
        return (T) value;
    }

    private Object writeReplace() {
        return ProxyHandle.of(ObjectKind.LIST, reference, null);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("an object of a manager travels as a handle only");
    }
}
