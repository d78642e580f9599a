package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.nio.ShortBuffer;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Shorts of a fixed number that several processes share. Python calls it {@code Array('h', 3)}.
 *
 * <p>Reads, writes, locking and limits are those of a {@link SharedIntArray}.
 *
 * <p>Sums and what an update returns are cut to a short as by a cast, so that a count may be written without one;
 * overflow wraps. For Python's unsigned {@code 'H'} read it with {@link Short#toUnsignedInt}.
 */
public final class SharedShortArray extends SharedArray<Short> {

    private static final long serialVersionUID = 1;

    SharedShortArray(Block block, InterProcessLock lock) {
        super(Kind.SHORT_ARRAY, block, Short.BYTES, lock);
    }

    /**
     * Creates an array filled with zeros, with a reentrant lock of its own.
     *
     * @param length the number of elements, 0 or more
     * @return the array
     * @throws IllegalArgumentException if the length is negative or more than 2 GiB hold
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedShortArray create(int length) {
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
    public static SharedShortArray create(int length, InterProcessLock lock) {
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
    public static SharedShortArray createRaw(int length) {
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
    public static SharedShortArray create(short[] initial) {
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
    public static SharedShortArray create(short[] initial, InterProcessLock lock) {
        SharedShortArray array = create(initial.length, lock);
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
    public static SharedShortArray createRaw(short[] initial) {
        SharedShortArray array = createRaw(initial.length);
        array.set(0, initial);
        return array;
    }

    private static SharedShortArray allocate(int length, InterProcessLock lock) {
        return new SharedShortArray(allocate(Kind.SHORT_ARRAY, length, Short.BYTES), lock);
    }

    /**
     * Reads an element, with volatile ordering.
     *
     * @param index its index, from 0
     * @return the element
     * @throws IndexOutOfBoundsException if there is no such element; the message names index and length
     */
    public short get(int index) {
        return block().getShort(place(index));
    }

    /**
     * Writes an element, with volatile ordering.
     *
     * @param index its index, from 0
     * @param value the new value
     * @throws IndexOutOfBoundsException if there is no such element; the message names index and length
     */
    public void set(int index, short value) {
        block().setShort(place(index), value);
    }

    /**
     * Adds to an element, in one atomic step.
     *
     * @param index its index
     * @param delta what to add
     * @return the element before
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public short getAndAdd(int index, int delta) {
        return (short) (addAndGet(index, delta) - delta);
    }

    /**
     * Adds to an element, in one atomic step.
     *
     * @param index its index
     * @param delta what to add
     * @return the element after
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public short addAndGet(int index, int delta) {
        while (true) {
            short seen = get(index);
            short sum = (short) (seen + delta);
            if (compareAndSet(index, seen, sum)) {
                return sum;
            }
        }
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
    public boolean compareAndSet(int index, short expected, short value) {
        return block().compareAndSetShort(place(index), expected, value);
    }

    /**
     * Replaces an element by what a function makes of it. No change by others is lost: the lock is held meanwhile, if
     * there is one, and the function is called again if the element was changed by one who does not hold it. If the
     * function throws, the element stays.
     *
     * @param index its index
     * @param function given the element, returns the new one, cut to a short as by a cast
     * @return the new element
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws NullPointerException if the function is null
     */
    public short update(int index, IntUnaryOperator function) {
        enter();
        try {
            while (true) {
                short seen = get(index);
                short next = (short) function.applyAsInt(seen);
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
    public void get(int index, short[] into) {
        checkRange(index, into.length);
        block().buffer().asShortBuffer().get(index, into);
    }

    /**
     * Replaces a piece of this array by copies.
     *
     * @param index where it starts
     * @param values the new elements, all of them
     * @throws IndexOutOfBoundsException if the piece is not within this array; nothing is copied
     */
    public void set(int index, short[] values) {
        checkRange(index, values.length);
        block().buffer().asShortBuffer().put(index, values);
    }

    /**
     * Writes one value into all elements.
     *
     * @param value the new value of each element
     */
    public void fill(short value) {
        ShortBuffer all = block().buffer().asShortBuffer();
        for (int i = 0; i < length(); i++) {
            all.put(i, value);
        }
    }

    /**
     * Copies all elements.
     *
     * @return a new array
     */
    public short[] toArray() {
        short[] copy = new short[length()];
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
    public SharedShortArray slice(int from, int to) {
        return new SharedShortArray(part(from, to, Short.BYTES), lockOrNull());
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
    Short boxed(int index) {
        return get(index);
    }

    private int place(int index) {
        return check(index) * Short.BYTES;
    }
}
