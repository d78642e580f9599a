package io.processpool.internal.rpc;

import java.util.Arrays;

/** A list in a manager's server. Each method is one step for all clients. */
public interface ListService {
    /** Of the creation: elements come and go. */
    boolean GROWING = true;

    /** Of the creation: elements are only set. */
    boolean FIXED = false;

    /** In place of an index: behind the last element. */
    int END = -1;

    /** The element at an index. */
    Object get(int index);

    /** Sets the element at an index; the one before. */
    Object set(int index, Object element);

    /** Adds an element at an index, or at the {@link #END}. */
    void add(int index, Object element);

    /** Adds many at an index, or at the {@link #END}. */
    void addAll(int index, Object[] elements);

    /** Removes the element at an index, and returns it. */
    Object removeAt(int index);

    /** Removes the first one that is equal; whether there was one. */
    boolean remove(Object element);

    /** Removes all elements in a range. */
    void removeRange(int from, int to);

    /** Removes all. */
    void clear();

    /** The first index of an equal element, or -1. */
    int indexOf(Object element);

    /** The last index of an equal element, or -1. */
    int lastIndexOf(Object element);

    /** How many there are. */
    int size();

    /** A {@link Copy}, as it travels. */
    Object[] snapshot();

    /** Puts these elements in place of all, unless the list has changed since a copy; whether it had not. */
    boolean replaceAll(long changes, Object[] elements);

    /**
     * A copy of all elements.
     *
     * @param elements in an array of their own
     * @param changes how often the list had changed before
     */
    record Copy(Object[] elements, long changes) {
        /** As it travels: the elements, and behind them the number. */
        public Object[] flat() {
            Object[] flat = Arrays.copyOf(elements, elements.length + 1);
            flat[elements.length] = changes;
            return flat;
        }

        /** From how it travels. */
        public static Copy of(Object[] flat) {
            return new Copy(Arrays.copyOf(flat, flat.length - 1), (long) flat[flat.length - 1]);
        }
    }
}
