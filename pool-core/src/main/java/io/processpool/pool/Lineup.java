package io.processpool.pool;

import java.util.function.Predicate;

/**
 * A deque that loses nothing where there is no memory: it grows before it changes. (An {@code ArrayDeque} that cannot grow has forgotten all that it holds.)
 *
 * <p>With room {@linkplain #reserve reserved} for them, elements get in without any memory. Not thread-safe.
 */
final class Lineup<T> {
    private static final int LEAST_CAPACITY = 16;
    private static final int LARGEST_CAPACITY = 1 << 30;

    // A ring; its length is a power of two.
    private Object[] elements = new Object[LEAST_CAPACITY];
    private int first;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The first element; null for none. */
    T first() {
        return get(0);
    }

    /** The last element; null for none. */
    T last() {
        return get(size - 1);
    }

    /** An element, counted from the first; null where there is none. */
    @SuppressWarnings("unchecked")
    T get(int index) {
        return index < 0 || index >= size ? null : (T) elements[at(index)];
    }

    /** Makes room for so many more elements. */
    void reserve(int more) {
        if (size + more > elements.length) {
            grow(size + more);
        }
    }

    private void grow(int least) {
        if (least > LARGEST_CAPACITY) {
            throw new OutOfMemoryError("a lineup of " + least);
        }
        Object[] larger = new Object[Integer.highestOneBit(least - 1) << 1];
        int toEnd = Math.min(size, elements.length - first);
        System.arraycopy(elements, first, larger, 0, toEnd);
        System.arraycopy(elements, 0, larger, toEnd, size - toEnd);
        elements = larger;
        first = 0;
    }

    void addFirst(T element) {
        reserve(1);
        first = at(-1);
        elements[first] = element;
        size++;
    }

    void addLast(T element) {
        reserve(1);
        elements[at(size)] = element;
        size++;
    }

    void removeFirst() {
        elements[first] = null;
        first = at(1);
        size--;
    }

    /** Removes elements, in their order. */
    void removeIf(Predicate<T> isGone) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            T element = get(i);
            if (!isGone.test(element)) {
                elements[at(kept++)] = element;
            }
        }
        while (size > kept) {
            size--;
            elements[at(size)] = null;
        }
    }

    void clear() {
        while (size > 0) {
            removeFirst();
        }
    }

    private int at(int index) {
        return (first + index) & (elements.length - 1);
    }
}
