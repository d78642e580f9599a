package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.nio.CharBuffer;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Chars of a fixed number that several processes share. Python calls it {@code Array('u', 3)}.
 *
 * <p>Reads, writes, locking and limits are those of a {@link SharedIntArray}.
 *
 * <p>A Java char has 16 bits: one character of the Basic Multilingual Plane, which is less than Python's {@code 'u'}
 * has on Linux. A code point beyond it, such as an emoji, fits into a {@link SharedIntArray}, a text into a {@link
 * SharedString}.
 */
public final class SharedCharArray extends SharedArray<Character> {

    private static final long serialVersionUID = 1;

    SharedCharArray(Block block, InterProcessLock lock) {
        super(Kind.CHAR_ARRAY, block, Character.BYTES, lock);
    }

    /**
     * Creates an array filled with zeros, with a reentrant lock of its own.
     *
     * @param length the number of elements, 0 or more
     * @return the array
     * @throws IllegalArgumentException if the length is negative or more than 2 GiB hold
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedCharArray create(int length) {
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
    public static SharedCharArray create(int length, InterProcessLock lock) {
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
    public static SharedCharArray createRaw(int length) {
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
    public static SharedCharArray create(char[] initial) {
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
    public static SharedCharArray create(char[] initial, InterProcessLock lock) {
        SharedCharArray array = create(initial.length, lock);
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
    public static SharedCharArray createRaw(char[] initial) {
        SharedCharArray array = createRaw(initial.length);
        array.set(0, initial);
        return array;
    }

    private static SharedCharArray allocate(int length, InterProcessLock lock) {
        return new SharedCharArray(allocate(Kind.CHAR_ARRAY, length, Character.BYTES), lock);
    }

    /**
     * Reads an element, with volatile ordering.
     *
     * @param index its index, from 0
     * @return the element
     * @throws IndexOutOfBoundsException if there is no such element; the message names index and length
     */
    public char get(int index) {
        return (char) block().getShort(place(index));
    }

    /**
     * Writes an element, with volatile ordering.
     *
     * @param index its index, from 0
     * @param value the new value
     * @throws IndexOutOfBoundsException if there is no such element; the message names index and length
     */
    public void set(int index, char value) {
        block().setShort(place(index), (short) value);
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
    public boolean compareAndSet(int index, char expected, char value) {
        return block().compareAndSetShort(place(index), (short) expected, (short) value);
    }

    /**
     * Replaces an element by what a function makes of it. No change by others is lost: the lock is held meanwhile, if
     * there is one, and the function is called again if the element was changed by one who does not hold it. If the
     * function throws, the element stays.
     *
     * @param index its index
     * @param function given the element, returns the new one, cut to a char as by a cast
     * @return the new element
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws NullPointerException if the function is null
     */
    public char update(int index, IntUnaryOperator function) {
        enter();
        try {
            while (true) {
                char seen = get(index);
                char next = (char) function.applyAsInt(seen);
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
    public void get(int index, char[] into) {
        checkRange(index, into.length);
        block().buffer().asCharBuffer().get(index, into);
    }

    /**
     * Replaces a piece of this array by copies.
     *
     * @param index where it starts
     * @param values the new elements, all of them
     * @throws IndexOutOfBoundsException if the piece is not within this array; nothing is copied
     */
    public void set(int index, char[] values) {
        checkRange(index, values.length);
        block().buffer().asCharBuffer().put(index, values);
    }

    /**
     * Writes one value into all elements.
     *
     * @param value the new value of each element
     */
    public void fill(char value) {
        CharBuffer all = block().buffer().asCharBuffer();
        for (int i = 0; i < length(); i++) {
            all.put(i, value);
        }
    }

    /**
     * Copies all elements.
     *
     * @return a new array
     */
    public char[] toArray() {
        char[] copy = new char[length()];
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
    public SharedCharArray slice(int from, int to) {
        return new SharedCharArray(part(from, to, Character.BYTES), lockOrNull());
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
    Character boxed(int index) {
        return get(index);
    }

    private int place(int index) {
        return check(index) * Character.BYTES;
    }
}
