package io.processpool.pool;

/**
 * A line of elements that are its links themselves: it needs no memory to take one more, so what stands in it, or is about to, is not lost where there is none.
 *
 * <p>An element is in one chain at a time. Not thread-safe.
 */
final class Chain<T extends Chain.Link<T>> {
    private T first;
    private T last;
    private int size;

    /** An element of a chain; null at either end, and where it is in none. Written by its chain. */
    abstract static class Link<T extends Link<T>> {
        T previous;
        T next;
    }

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return size;
    }

    /** The first element; null for none. */
    T first() {
        return first;
    }

    /** The last element; null for none. */
    T last() {
        return last;
    }

    void addFirst(T element) {
        insert(element, null, first);
    }

    void addLast(T element) {
        insert(element, last, null);
    }

    /** Puts two elements where one stands. */
    void replace(T element, T front, T rear) {
        T before = element.previous;
        T behind = element.next;
        remove(element);
        insert(front, before, behind);
        insert(rear, front, behind);
    }

    void remove(T element) {
        link(element.previous, element.next);
        element.previous = null; // Nor does what is gone keep what follows in memory.
        element.next = null;
        size--;
    }

    void clear() {
        while (first != null) {
            remove(first);
        }
    }

    private void insert(T element, T before, T behind) {
        link(before, element);
        link(element, behind);
        size++;
    }

    private void link(T before, T behind) {
        if (before == null) {
            first = behind;
        } else {
            before.next = behind;
        }
        if (behind == null) {
            last = before;
        } else {
            behind.previous = before;
        }
    }
}
