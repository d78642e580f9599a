package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * A char that several processes share. Python calls it {@code Value('u', 'a')}.
 *
 * <p>Reads, writes and locking are those of a {@link SharedInt}.
 *
 * <p>A Java char has 16 bits: one character of the Basic Multilingual Plane, which is less than Python's {@code 'u'}
 * has on Linux. A code point beyond it, such as an emoji, fits into a {@link SharedInt}, a text into a {@link
 * SharedString}.
 *
 * <p>Thread-safe. Travels with the start of a process only.
 */
public final class SharedChar extends SharedData {

    private static final long serialVersionUID = 1;

    private final transient SharedCharArray cell; // the same memory, as an array of one element

    SharedChar(Block block, InterProcessLock lock) {
        super(Kind.CHAR, block, lock);
        this.cell = new SharedCharArray(block, lock);
    }

    /**
     * Creates a value with a reentrant lock of its own.
     *
     * @param initial the first value
     * @return the value
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedChar create(char initial) {
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
    public static SharedChar create(char initial, InterProcessLock lock) {
        return allocate(initial, Objects.requireNonNull(lock, "lock"));
    }

    /**
     * Creates a value without a lock. Python calls it {@code RawValue}, or {@code lock=False}.
     *
     * @param initial the first value
     * @return the value
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedChar createRaw(char initial) {
        return allocate(initial, null);
    }

    private static SharedChar allocate(char initial, InterProcessLock lock) {
        SharedChar value = new SharedChar(Blocks.allocate(Kind.CHAR, Character.BYTES), lock);
        value.set(initial);
        return value;
    }

    /**
     * Reads the value, with volatile ordering.
     *
     * @return the value
     */
    public char get() {
        return cell.get(0);
    }

    /**
     * Writes the value, with volatile ordering.
     *
     * @param value the new value
     */
    public void set(char value) {
        cell.set(0, value);
    }

    /**
     * Replaces the value if it is the expected one, in one atomic step.
     *
     * @param expected the value to replace
     * @param value the new value
     * @return whether it was replaced; never false for no reason
     */
    public boolean compareAndSet(char expected, char value) {
        return cell.compareAndSet(0, expected, value);
    }

    /**
     * Replaces the value by what a function makes of it. No change by others is lost: the lock is held meanwhile, if
     * there is one, and the function is called again if the value was changed by one who does not hold it. If the
     * function throws, the value stays.
     *
     * @param function given the value, returns the new one, cut to a char as by a cast
     * @return the new value
     * @throws NullPointerException if the function is null
     */
    public char update(IntUnaryOperator function) {
        return cell.update(0, function);
    }

    /**
     * Describes the value.
     *
     * @return for example {@code SharedChar[value=a]}
     */
    @Override
    public String toString() {
        return "SharedChar[value=" + get() + "]";
    }
}
