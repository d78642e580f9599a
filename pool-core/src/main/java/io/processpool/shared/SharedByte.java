package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * A byte that several processes share. Python calls it {@code Value('b', 0)}.
 *
 * <p>Reads, writes and locking are those of a {@link SharedInt}.
 *
 * <p>Sums and what an update returns are cut to a byte as by a cast, so that a count may be written without one;
 * overflow wraps. For Python's unsigned {@code 'B'} read it with {@link Byte#toUnsignedInt}.
 *
 * <p>Thread-safe. Travels with the start of a process only.
 */
public final class SharedByte extends SharedData {

    private static final long serialVersionUID = 1;

    private final transient SharedByteArray cell; // the same memory, as an array of one element

    SharedByte(Block block, InterProcessLock lock) {
        super(Kind.BYTE, block, lock);
        this.cell = new SharedByteArray(block, lock);
    }

    /**
     * Creates a value with a reentrant lock of its own.
     *
     * @param initial the first value
     * @return the value
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedByte create(byte initial) {
        return create(initial, ProcessReentrantLock.create());
    }

    /**
     * Creates a value with a lock that others may have too: data that must change together shares one lock.
     *
     * @param initial the first value
     * @param lock its lock; one that is not reentrant must not be held where {@link #update} is called
     * @return the value
     * @throws NullPointerException if the lock is null
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedByte create(byte initial, InterProcessLock lock) {
        return allocate(initial, Objects.requireNonNull(lock, "lock"));
    }

    /**
     * Creates a value without a lock. Python calls it {@code RawValue}, or {@code lock=False}.
     *
     * @param initial the first value
     * @return the value
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedByte createRaw(byte initial) {
        return allocate(initial, null);
    }

    private static SharedByte allocate(byte initial, InterProcessLock lock) {
        SharedByte value = new SharedByte(Blocks.allocate(Kind.BYTE, Byte.BYTES), lock);
        value.set(initial);
        return value;
    }

    /**
     * Reads the value, with volatile ordering.
     *
     * @return the value
     */
    public byte get() {
        return cell.get(0);
    }

    /**
     * Writes the value, with volatile ordering.
     *
     * @param value the new value
     */
    public void set(byte value) {
        cell.set(0, value);
    }

    /**
     * Adds to the value, in one atomic step.
     *
     * @param delta what to add
     * @return the value before
     */
    public byte getAndAdd(int delta) {
        return cell.getAndAdd(0, delta);
    }

    /**
     * Adds to the value, in one atomic step.
     *
     * @param delta what to add
     * @return the value after
     */
    public byte addAndGet(int delta) {
        return cell.addAndGet(0, delta);
    }

    /**
     * Replaces the value if it is the expected one, in one atomic step.
     *
     * @param expected the value to replace
     * @param value the new value
     * @return whether it was replaced; never false for no reason
     */
    public boolean compareAndSet(byte expected, byte value) {
        return cell.compareAndSet(0, expected, value);
    }

    /**
     * Replaces the value by what a function makes of it. No change by others is lost: the lock is held meanwhile, if
     * there is one, and the function is called again if the value was changed by one who does not hold it. If the
     * function throws, the value stays.
     *
     * @param function given the value, returns the new one, cut to a byte as by a cast
     * @return the new value
     * @throws NullPointerException if the function is null
     */
    public byte update(IntUnaryOperator function) {
        return cell.update(0, function);
    }

    /**
     * Describes the value.
     *
     * @return for example {@code SharedByte[value=7]}
     */
    @Override
    public String toString() {
        return "SharedByte[value=" + get() + "]";
    }
}
