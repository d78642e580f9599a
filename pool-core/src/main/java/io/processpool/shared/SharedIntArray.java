package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.nio.IntBuffer;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Ints of a fixed number that several processes share. Python calls it {@code Array('i', 3)}.
 *
 * <pre>{@code
 * SharedIntArray numbers = SharedIntArray.create(new int[] {1, 2, 3});
 * ...                                                  // in a worker:
 * for (int i = 0; i < numbers.length(); i++) {
 *     numbers.update(i, n -> 2 * n);
 * }
 * }</pre>
 *
 * <p>Reads and writes of one element see the latest write of any process, and each method for one element is an atomic
 * step. Those for many, {@link #fill}, {@link #toArray} and the copies, are not: hold {@link #getLock} where others
 * write. Python takes the lock for each of them, here nothing but {@link #update} does, and fails where {@code lock()}
 * fails.
 *
 * <p>It travels with the start of a process only, together with its lock.
 *
 * <p>Thread-safe. One array takes up to 2 GiB and is filled with zeros when it is created, about a second for each GiB.
 *
 * <p>Overflow wraps. For Python's unsigned {@code 'I'} read it with {@link Integer#toUnsignedLong}.
 */
public final class SharedIntArray extends SharedArray<Integer> {

    private static final long serialVersionUID = 1;

    SharedIntArray(Block block, InterProcessLock lock) {
        super(Kind.INT_ARRAY, block, Integer.BYTES, lock);
    }

    /**
     * Creates an array filled with zeros, with a reentrant lock of its own.
     *
     * @param length the number of elements, 0 or more
     * @return the array
     * @throws IllegalArgumentException if the length is negative or more than 2 GiB hold
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedIntArray create(int length) {
        return create(length, ProcessReentrantLock.create());
    }

    /**
     * Creates an array filled with zeros, with a lock that others may have too.
     *
     * @param length the number of elements, 0 or more
     * @param lock its lock; one that is not reentrant must not be held where {@link #update} is called
     * @return the array
     * @throws IllegalArgumentException if the length is negative or more than 2 GiB hold
     * @throws NullPointerException if the lock is null
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedIntArray create(int length, InterProcessLock lock) {
        return allocate(length, Objects.requireNonNull(lock, "lock"));
    }

    /**
     * Creates an array filled with zeros, without a lock. Python calls it {@code RawArray}, or {@code lock=False}.
     *
     * @param length the number of elements, 0 or more
     * @return the array
     * @throws IllegalArgumentException if the length is negative or more than 2 GiB hold
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedIntArray createRaw(int length) {
        return allocate(length, null);
    }

    /**
     * Creates an array with the length and elements of another, with a reentrant lock of its own.
     *
     * @param initial the elements, which are copied
     * @return the array
     * @throws IllegalArgumentException if they are more than 2 GiB hold
     * @throws NullPointerException if the array is null
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedIntArray create(int[] initial) {
        return create(initial, ProcessReentrantLock.create());
    }

    /**
     * Creates an array with the length and elements of another, with a lock that others may have too.
     *
     * @param initial the elements, which are copied
     * @param lock its lock; one that is not reentrant must not be held where {@link #update} is called
     * @return the array
     * @throws IllegalArgumentException if they are more than 2 GiB hold
     * @throws NullPointerException if the array or the lock is null
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedIntArray create(int[] initial, InterProcessLock lock) {
        SharedIntArray array = create(initial.length, lock);
        array.set(0, initial);
        return array;
    }

    /**
     * Creates an array with the length and elements of another, without a lock. Python calls it {@code RawArray}.
     *
     * @param initial the elements, which are copied
     * @return the array
     * @throws IllegalArgumentException if they are more than 2 GiB hold
     * @throws NullPointerException if the array is null
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedIntArray createRaw(int[] initial) {
        SharedIntArray array = createRaw(initial.length);
        array.set(0, initial);
        return array;
    }

    private static SharedIntArray allocate(int length, InterProcessLock lock) {
        return new SharedIntArray(allocate(Kind.INT_ARRAY, length, Integer.BYTES), lock);
    }

    /**
     * Reads an element, with volatile ordering.
     *
     * @param index its index, from 0
     * @return the element
     * @throws IndexOutOfBoundsException if there is no such element; the message names index and length
     */
    public int get(int index) {
        return block().getInt(place(index));
    }

    /**
     * Writes an element, with volatile ordering.
     *
     * @param index its index, from 0
     * @param value the new value
     * @throws IndexOutOfBoundsException if there is no such element; the message names index and length
     */
    public void set(int index, int value) {
        block().setInt(place(index), value);
    }

    /**
     * Adds to an element, in one atomic step.
     *
     * @param index its index
     * @param delta what to add
     * @return the element before
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public int getAndAdd(int index, int delta) {
        return addAndGet(index, delta) - delta;
    }

    /**
     * Adds to an element, in one atomic step.
     *
     * @param index its index
     * @param delta what to add
     * @return the element after
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public int addAndGet(int index, int delta) {
        return block().addAndGetInt(place(index), delta);
    }

    /**
     * Replaces an element if it is the expected one, in one atomic step.
     *
     * @param index its index
     * @param expected the element to replace
     * @param value the new element
     * @return whether it was replaced; never false for no reason
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public boolean compareAndSet(int index, int expected, int value) {
        return block().compareAndSetInt(place(index), expected, value);
    }

    /**
     * Replaces an element by what a function makes of it. No change by others is lost: the lock is held meanwhile, if
     * there is one, and the function is called again if the element was changed by one who does not hold it. If the
     * function throws, the element stays.
     *
     * @param index its index
     * @param function given the element, returns the new one
     * @return the new element
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws NullPointerException if the function is null
     */
    public int update(int index, IntUnaryOperator function) {
        enter();
        try {
            while (true) {
                int seen = get(index);
                int next = function.applyAsInt(seen);
                if (compareAndSet(index, seen, next)) {
                    return next;
                }
            }
        } finally {
            leave();
        }
    }

    /**
     * Copies a piece of this array.
     *
     * @param index where it starts
     * @param into gets as many elements as it is long
     * @throws IndexOutOfBoundsException if the piece is not within this array; nothing is copied
     */
    public void get(int index, int[] into) {
        checkRange(index, into.length);
        block().buffer().asIntBuffer().get(index, into);
    }

    /**
     * Replaces a piece of this array by copies.
     *
     * @param index where it starts
     * @param values the new elements, all of them
     * @throws IndexOutOfBoundsException if the piece is not within this array; nothing is copied
     */
    public void set(int index, int[] values) {
        checkRange(index, values.length);
        block().buffer().asIntBuffer().put(index, values);
    }

    /**
     * Writes one value into all elements.
     *
     * @param value the new value of each element
     */
    public void fill(int value) {
        IntBuffer all = block().buffer().asIntBuffer();
        for (int i = 0; i < length(); i++) {
            all.put(i, value);
        }
    }

    /**
     * Copies all elements.
     *
     * @return a new array
     */
    public int[] toArray() {
        int[] copy = new int[length()];
        get(0, copy);
        return copy;
    }

    /**
     * Returns a part of this array: a view of the same memory with the same lock, which travels as an array does.
     *
     * @param from the index of its first element
     * @param to the index after its last element
     * @return the view
     * @throws IndexOutOfBoundsException if the part is not within this array
     */
    public SharedIntArray slice(int from, int to) {
        return new SharedIntArray(part(from, to, Integer.BYTES), lockOrNull());
    }

    /**
     * Returns the elements, each read when the stream comes to it.
     *
     * @return a new stream
     */
    public IntStream stream() {
        return IntStream.range(0, length()).map(this::get);
    }

    @Override
    Integer boxed(int index) {
        return get(index);
    }

    private int place(int index) {
        return check(index) * Integer.BYTES;
    }
}
