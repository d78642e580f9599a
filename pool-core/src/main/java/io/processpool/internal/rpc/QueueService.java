package io.processpool.internal.rpc;

/** A queue in a manager's server. */
public interface QueueService {
    /** Adds an element if there is room; whether there was. */
    boolean offer(Object element);

    /** Adds an element, waiting for room at most so long; whether there was some. */
    boolean offer(Object element, long timeoutNanos) throws InterruptedException;

    /** Adds an element, waiting for room. */
    void put(Object element) throws InterruptedException;

    /** Takes the first element; null if there is none. */
    Object poll();

    /** Takes the first element, waiting at most so long for one; null if there was none. */
    Object poll(long timeoutNanos) throws InterruptedException;

    /** Takes the first element, waiting for one. */
    Object take() throws InterruptedException;

    /** The first element, which stays; null if there is none. */
    Object peek();

    /** Takes so many elements at most, without waiting. */
    Object[] drain(int most);

    /** Removes the first one that is equal; whether there was one. */
    boolean remove(Object element);

    /** Whether there is an equal one. */
    boolean contains(Object element);

    /** How many there are. */
    int size();

    /** How many more there is room for. */
    int remainingCapacity();

    /** A copy of all. */
    Object[] elements();
}
