package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Booleans of a fixed number that several processes share, a byte for each.
 *
 * <p>Reads, writes, locking and limits are those of a {@link SharedIntArray}.
 */
public final class SharedBooleanArray extends SharedArray<Boolean> {

    private static final long serialVersionUID = 1;

    SharedBooleanArray(Block block, InterProcessLock lock) {
        super(Kind.BOOLEAN_ARRAY, block, Byte.BYTES, lock);
    }

    /**
     * Creates an array filled with {@code false}, with a reentrant lock of its own.
     *
     * @param length the number of elements, 0 or more
     * @return the array
     * @throws IllegalArgumentException if the length is negative or more than 2 GiB hold
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedBooleanArray create(int length) {
        return create(length, ProcessReentrantLock.create());
    }

    /**
     * Creates an array filled with {@code false}, with a lock that others may have too.
     *
     * @param length the number of elements, 0 or more
     * @param lock its lock; one that is not reentrant must not be held where {@link #update} is called
     * @return the array
     * @throws IllegalArgumentException if the length is negative or more than 2 GiB hold
     * @throws NullPointerException if the lock is null
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedBooleanArray create(int length, InterProcessLock lock) {
        return allocate(length, Objects.requireNonNull(lock, "lock"));
    }

    /**
     * Creates an array filled with {@code false}, without a lock. Python calls it {@code RawArray}, or {@code
     * lock=False}.
     *
     * @param length the number of elements, 0 or more
     * @return the array
     * @throws IllegalArgumentException if the length is negative or more than 2 GiB hold
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedBooleanArray createRaw(int length) {
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
    public static SharedBooleanArray create(boolean[] initial) {
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
    public static SharedBooleanArray create(boolean[] initial, InterProcessLock lock) {
        SharedBooleanArray array = create(initial.length, lock);
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
    public static SharedBooleanArray createRaw(boolean[] initial) {
        SharedBooleanArray array = createRaw(initial.length);
        array.set(0, initial);
        return array;
    }

    private static SharedBooleanArray allocate(int length, InterProcessLock lock) {
        return new SharedBooleanArray(allocate(Kind.BOOLEAN_ARRAY, length, Byte.BYTES), lock);
    }

    /**
     * Reads an element, with volatile ordering.
     *
     * @param index its index, from 0
     * @return the element
     * @throws IndexOutOfBoundsException if there is no such element; the message names index and length
     */
    public boolean get(int index) {
        return block().getByte(place(index)) != 0;
    }

    /**
     * Writes an element, with volatile ordering.
     *
     * @param index its index, from 0
     * @param value the new value
     * @throws IndexOutOfBoundsException if there is no such element; the message names index and length
     */
    public void set(int index, boolean value) {
        block().setByte(place(index), toByte(value));
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
    public boolean compareAndSet(int index, boolean expected, boolean value) {
        return block().compareAndSetByte(place(index), toByte(expected), toByte(value));
    }

    /**
     * Replaces an element by what a function makes of it. No change by others is lost: the lock is held meanwhile, if
     * there is one, and the function is called again if the element was changed by one who does not hold it. If the
     * function throws, the element stays.
     *
     * @param index its index
     * @param function given the element, returns the new one; must not return null
     * @return the new element
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws NullPointerException if the function is null or returns null
     */
    public boolean update(int index, UnaryOperator<Boolean> function) {
        enter();
        try {
            while (true) {
                boolean seen = get(index);
                boolean next = function.apply(seen);
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
    public void get(int index, boolean[] into) {
        checkRange(index, into.length);
        for (int i = 0; i < into.length; i++) {
            into[i] = get(index + i);
        }
    }

    /**
     * Replaces a piece of this array by copies.
     *
     * @param index where it starts
     * @param values the new elements, all of them
     * @throws IndexOutOfBoundsException if the piece is not within this array; nothing is copied
     */
    public void set(int index, boolean[] values) {
        checkRange(index, values.length);
        for (int i = 0; i < values.length; i++) {
            set(index + i, values[i]);
        }
    }

    /**
     * Writes one value into all elements.
     *
     * @param value the new value of each element
     */
    public void fill(boolean value) {
        for (int i = 0; i < length(); i++) {
            set(i, value);
        }
    }

    /**
     * Copies all elements.
     *
     * @return a new array
     */
    public boolean[] toArray() {
        boolean[] copy = new boolean[length()];
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
    public SharedBooleanArray slice(int from, int to) {
        return new SharedBooleanArray(part(from, to, Byte.BYTES), lockOrNull());
    }

    /**
     * Returns the elements, each read when the stream comes to it.
     *
     * @return a new stream
     */
    public Stream<Boolean> stream() {
        return IntStream.range(0, length()).mapToObj(this::get);
    }

    @Override
    Boolean boxed(int index) {
        return get(index);
    }

    private int place(int index) {
        return check(index);
    }

    private static byte toByte(boolean value) {
        return (byte) (value ? 1 : 0);
    }
}
