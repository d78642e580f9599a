package io.processpool.internal.rpc;

/** A set in a manager's server. */
public interface SetService {
    /** Adds it; whether it was new. */
    boolean add(Object element);

    /** Adds many at once; whether one was new. */
    boolean addAll(Object[] elements);

    /** Removes it; whether it was there. */
    boolean remove(Object element);

    /** Removes many at once; whether one was there. */
    boolean removeAll(Object[] elements);

    /** Removes all but these; whether there were others. */
    boolean retainAll(Object[] elements);

    /** Whether it is there. */
    boolean contains(Object element);

    /** Whether all of them are there. */
    boolean containsAll(Object[] elements);

    /** How many there are. */
    int size();

    /** Removes all. */
    void clear();

    /** A copy of all. */
    Object[] elements();
}
