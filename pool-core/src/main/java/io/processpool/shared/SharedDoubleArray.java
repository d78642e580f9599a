package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.nio.DoubleBuffer;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Doubles of a fixed number that several processes share. Python calls it {@code Array('d', 3)}.
 *
 * <p>Reads, writes, locking and limits are those of a {@link SharedIntArray}.
 *
 * <p>{@link #compareAndSet} compares bits, not numbers: {@code 0.0} is not {@code -0.0}, and a NaN equals itself.
 */
public final class SharedDoubleArray extends SharedArray<Double> {

    private static final long serialVersionUID = 1;

    SharedDoubleArray(Block block, InterProcessLock lock) {
        super(Kind.DOUBLE_ARRAY, block, Double.BYTES, lock);
    }

    /**
     * Creates an array filled with zeros, with a reentrant lock of its own.
     *
     * @param length the number of elements, 0 or more
     * @return the array
     * @throws IllegalArgumentException if the length is negative or more than 2 GiB hold
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedDoubleArray create(int length) {
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
    public static SharedDoubleArray create(int length, InterProcessLock lock) {
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
    public static SharedDoubleArray createRaw(int length) {
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
    public static SharedDoubleArray create(double[] initial) {
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
    public static SharedDoubleArray create(double[] initial, InterProcessLock lock) {
        SharedDoubleArray array = create(initial.length, lock);
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
    public static SharedDoubleArray createRaw(double[] initial) {
        SharedDoubleArray array = createRaw(initial.length);
        array.set(0, initial);
        return array;
    }

    private static SharedDoubleArray allocate(int length, InterProcessLock lock) {
        return new SharedDoubleArray(allocate(Kind.DOUBLE_ARRAY, length, Double.BYTES), lock);
    }

    /**
     * Reads an element, with volatile ordering.
     *
     * @param index its index, from 0
     * @return the element
     * @throws IndexOutOfBoundsException if there is no such element; the message names index and length
     */
    public double get(int index) {
        return Double.longBitsToDouble(block().getLong(place(index)));
    }

    /**
     * Writes an element, with volatile ordering.
     *
     * @param index its index, from 0
     * @param value the new value
     * @throws IndexOutOfBoundsException if there is no such element; the message names index and length
     */
    public void set(int index, double value) {
        block().setLong(place(index), Double.doubleToRawLongBits(value));
    }

    /**
     * Adds to an element, in one atomic step.
     *
     * @param index its index
     * @param delta what to add
     * @return the element before
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public double getAndAdd(int index, double delta) {
        while (true) {
            double seen = get(index);
            if (compareAndSet(index, seen, seen + delta)) {
                return seen;
            }
        }
    }

    /**
     * Adds to an element, in one atomic step.
     *
     * @param index its index
     * @param delta what to add
     * @return the element after
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public double addAndGet(int index, double delta) {
        return getAndAdd(index, delta) + delta;
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
    public boolean compareAndSet(int index, double expected, double value) {
        return block().compareAndSetLong(
                        place(index), Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(value));
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
    public double update(int index, DoubleUnaryOperator function) {
        enter();
        try {
            while (true) {
                double seen = get(index);
                double next = function.applyAsDouble(seen);
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
    public void get(int index, double[] into) {
        checkRange(index, into.length);
        block().buffer().asDoubleBuffer().get(index, into);
    }

    /**
     * Replaces a piece of this array by copies.
     *
     * @param index where it starts
     * @param values the new elements, all of them
     * @throws IndexOutOfBoundsException if the piece is not within this array; nothing is copied
     */
    public void set(int index, double[] values) {
        checkRange(index, values.length);
        block().buffer().asDoubleBuffer().put(index, values);
    }

    /**
     * Writes one value into all elements.
     *
     * @param value the new value of each element
     */
    public void fill(double value) {
        DoubleBuffer all = block().buffer().asDoubleBuffer();
        for (int i = 0; i < length(); i++) {
            all.put(i, value);
        }
    }

    /**
     * Copies all elements.
     *
     * @return a new array
     */
    public double[] toArray() {
        double[] copy = new double[length()];
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
    public SharedDoubleArray slice(int from, int to) {
        return new SharedDoubleArray(part(from, to, Double.BYTES), lockOrNull());
    }

    /**
     * Returns the elements, each read when the stream comes to it.
     *
     * @return a new stream
     */
    public DoubleStream stream() {
        return IntStream.range(0, length()).mapToDouble(this::get);
    }

    @Override
    Double boxed(int index) {
        return get(index);
    }

    private int place(int index) {
        return check(index) * Double.BYTES;
    }
}
