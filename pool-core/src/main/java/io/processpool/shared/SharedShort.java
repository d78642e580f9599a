package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * A short that several processes share. Python calls it {@code Value('h', 0)}.
 *
 * <p>Reads, writes and locking are those of a {@link SharedInt}.
 *
 * <p>Sums and what an update returns are cut to a short as by a cast, so that a count may be written without one;
 * overflow wraps. For Python's unsigned {@code 'H'} read it with {@link Short#toUnsignedInt}.
 *
 * <p>Thread-safe. Travels with the start of a process only.
 */
public final class SharedShort extends SharedData {

    private static final long serialVersionUID = 1;

    private final transient SharedShortArray cell; // the same memory, as an array of one element

    SharedShort(Block block, InterProcessLock lock) {
        super(Kind.SHORT, block, lock);
        this.cell = new SharedShortArray(block, lock);
    }

    /**
     * Creates a value with a reentrant lock of its own.
     *
     * @param initial the first value
     * @return the value
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedShort create(short initial) {
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
    public static SharedShort create(short initial, InterProcessLock lock) {
        return allocate(initial, Objects.requireNonNull(lock, "lock"));
    }

    /**
     * Creates a value without a lock. Python calls it {@code RawValue}, or {@code lock=False}.
     *
     * @param initial the first value
     * @return the value
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedShort createRaw(short initial) {
        return allocate(initial, null);
    }

    private static SharedShort allocate(short initial, InterProcessLock lock) {
        SharedShort value = new SharedShort(Blocks.allocate(Kind.SHORT, Short.BYTES), lock);
        value.set(initial);
        return value;
    }

    /**
     * Reads the value, with volatile ordering.
     *
     * @return the value
     */
    public short get() {
        return cell.get(0);
    }

    /**
     * Writes the value, with volatile ordering.
     *
     * @param value the new value
     */
    public void set(short value) {
        cell.set(0, value);
    }

    /**
     * Adds to the value, in one atomic step.
     *
     * @param delta what to add
     * @return the value before
     */
    public short getAndAdd(int delta) {
        return cell.getAndAdd(0, delta);
    }

    /**
     * Adds to the value, in one atomic step.
     *
     * @param delta what to add
     * @return the value after
     */
    public short addAndGet(int delta) {
        return cell.addAndGet(0, delta);
    }

    /**
     * Replaces the value if it is the expected one, in one atomic step.
     *
     * @param expected the value to replace
     * @param value the new value
     * @return whether it was replaced; never false for no reason
     */
    public boolean compareAndSet(short expected, short value) {
        return cell.compareAndSet(0, expected, value);
    }

    /**
     * Replaces the value by what a function makes of it. No change by others is lost: the lock is held meanwhile, if
     * there is one, and the function is called again if the value was changed by one who does not hold it. If the
     * function throws, the value stays.
     *
     * @param function given the value, returns the new one, cut to a short as by a cast
     * @return the new value
     * @throws NullPointerException if the function is null
     */
    public short update(IntUnaryOperator function) {
        return cell.update(0, function);
    }

    /**
     * Describes the value.
     *
     * @return for example {@code SharedShort[value=7]}
     */
    @Override
    public String toString() {
        return "SharedShort[value=" + get() + "]";
    }
}
