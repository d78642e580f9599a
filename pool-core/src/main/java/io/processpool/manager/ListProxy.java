package io.processpool.manager;

import io.processpool.internal.rpc.ListService;
import io.processpool.internal.rpc.ObjectKind;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A list in a manager's server. Each method is one step for all clients: what takes a function, as {@code sort} and
 * {@code replaceAll}, runs it here on a copy, and tries again when another client was faster.
 */
final class ListProxy<E> extends AbstractList<E> implements Serializable {
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
    public <T> T[] toArray(T[] target) {
        return elements().toArray(target);
    }

    /** Goes through a copy that is made now, and cannot change it: as that of a {@code CopyOnWriteArrayList}. */
    @Override
    public Iterator<E> iterator() {
        return Collections.unmodifiableList(elements()).iterator();
    }

    /** Goes through a copy that is made now, and cannot change it. */
    @Override
    public ListIterator<E> listIterator() {
        return Collections.unmodifiableList(elements()).listIterator();
    }

    /** Goes through a copy that is made now, and cannot change it. */
    @Override
    public ListIterator<E> listIterator(int index) {
        return Collections.unmodifiableList(elements()).listIterator(index);
    }

    @Override
    public boolean removeIf(Predicate<? super E> condition) {
        boolean[] removed = new boolean[1];
        change(elements -> removed[0] = elements.removeIf(condition));
        return removed[0];
    }

    @Override
    public boolean removeAll(Collection<?> elements) {
        return removeIf(elements::contains);
    }

    @Override
    public boolean retainAll(Collection<?> elements) {
        return removeIf(element -> !elements.contains(element));
    }

    @Override
    public void replaceAll(UnaryOperator<E> function) {
        change(elements -> elements.replaceAll(function));
    }

    @Override
    public void sort(Comparator<? super E> order) {
        change(elements -> elements.sort(order));
    }

    private void change(java.util.function.Consumer<List<E>> change) {
        while (true) {
            ListService.Copy copy = copy();
            List<E> elements = new java.util.ArrayList<>(ListProxy.<List<E>>cast(Arrays.asList(copy.elements())));
            change.accept(elements);
            if (list.replaceAll(copy.changes(), elements.toArray())) {
                return;
            }
        }
    }

    private List<E> elements() {
        return cast(Arrays.asList(copy().elements()));
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
