package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A boolean that several processes share, such as a flag that tells workers to stop.
 *
 * <p>Reads, writes and locking are those of a {@link SharedInt}.
 *
 * <p>Thread-safe. Travels with the start of a process only.
 */
public final class SharedBoolean extends SharedData {

    private static final long serialVersionUID = 1;

    private final transient SharedBooleanArray cell; // the same memory, as an array of one element

    SharedBoolean(Block block, InterProcessLock lock) {
        super(Kind.BOOLEAN, block, lock);
        this.cell = new SharedBooleanArray(block, lock);
    }

    /**
     * Creates a value with a reentrant lock of its own.
     *
     * @param initial the first value
     * @return the value
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedBoolean create(boolean initial) {
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
    public static SharedBoolean create(boolean initial, InterProcessLock lock) {
        return allocate(initial, Objects.requireNonNull(lock, "lock"));
    }

    /**
     * Creates a value without a lock. Python calls it {@code RawValue}, or {@code lock=False}.
     *
     * @param initial the first value
     * @return the value
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedBoolean createRaw(boolean initial) {
        return allocate(initial, null);
    }

    private static SharedBoolean allocate(boolean initial, InterProcessLock lock) {
        SharedBoolean value = new SharedBoolean(Blocks.allocate(Kind.BOOLEAN, Byte.BYTES), lock);
        value.set(initial);
        return value;
    }

    /**
     * Reads the value, with volatile ordering.
     *
     * @return the value
     */
    public boolean get() {
        return cell.get(0);
    }

    /**
     * Writes the value, with volatile ordering.
     *
     * @param value the new value
     */
    public void set(boolean value) {
        cell.set(0, value);
    }

    /**
     * Replaces the value if it is the expected one, in one atomic step.
     *
     * @param expected the value to replace
     * @param value the new value
     * @return whether it was replaced; never false for no reason
     */
    public boolean compareAndSet(boolean expected, boolean value) {
        return cell.compareAndSet(0, expected, value);
    }

    /**
     * Replaces the value by what a function makes of it. No change by others is lost: the lock is held meanwhile, if
     * there is one, and the function is called again if the value was changed by one who does not hold it. If the
     * function throws, the value stays.
     *
     * @param function given the value, returns the new one; must not return null
     * @return the new value
     * @throws NullPointerException if the function is null or returns null
     */
    public boolean update(UnaryOperator<Boolean> function) {
        return cell.update(0, function);
    }

    /**
     * Describes the value.
     *
     * @return for example {@code SharedBoolean[value=true]}
     */
    @Override
    public String toString() {
        return "SharedBoolean[value=" + get() + "]";
    }
}
