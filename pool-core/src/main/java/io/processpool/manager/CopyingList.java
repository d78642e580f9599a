package io.processpool.manager;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A list whose elements are in a manager's server. What takes a function, as {@code sort} and {@code replaceAll}, runs it
 * here on a copy, and is one step for all clients; iterators go through a copy.
 */
abstract class CopyingList<E> extends AbstractList<E> {
    /** Changes a copy of the elements, and puts that in their place: again, when another client was faster. */
    abstract void change(Consumer<List<E>> change);

    /** The elements, in an array that nobody else has. */
    @Override
    public abstract Object[] toArray();

    @Override
    protected abstract void removeRange(int from, int to);

    @Override
    public <T> T[] toArray(T[] target) {
        return copy().toArray(target);
    }

    /** Goes through a copy that is made now, and cannot change it: as that of a {@code CopyOnWriteArrayList}. */
    @Override
    public Iterator<E> iterator() {
        return listIterator(0);
    }

    /** Goes through a copy that is made now, and cannot change it. */
    @Override
    public ListIterator<E> listIterator(int index) {
        return Collections.unmodifiableList(copy()).listIterator(index);
    }

    @SuppressWarnings("unchecked") // Nothing else was put in by this list's users.
    private List<E> copy() {
        return (List<E>) Arrays.asList(toArray());
    }

    @Override
    public String toString() {
        return Description.ofElements("ManagerList", super::toString);
    }

    @Override
    public boolean removeIf(Predicate<? super E> condition) {
        Objects.requireNonNull(condition, "condition");
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
        Objects.requireNonNull(elements, "elements");
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

    @Override
    public List<E> subList(int from, int to) {
        if (from > to) {
            throw new IllegalArgumentException("from: " + from + ", to: " + to);
        }
        Objects.checkFromToIndex(from, to, size());
        return new ListRange<>(this, from, to - from);
    }
}
