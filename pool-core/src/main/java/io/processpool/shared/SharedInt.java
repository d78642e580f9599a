package io.processpool.shared;

import io.processpool.InterProcessLock;
import io.processpool.sync.ProcessReentrantLock;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * An int that several processes share. Python calls it {@code Value('i', 0)}.
 *
 * <pre>{@code
 * SharedInt counter = SharedInt.create(0);
 * try (ProcessPool pool = ProcessPool.builder().initializer(Counting::init, counter).build()) {
 *     pool.map(Counting::work, items);           // counter.getAndAdd(1), or
 * }                                              // counter.getLock().run(() -> counter.set(counter.get() + 1))
 * System.out.println(counter.get());
 * }</pre>
 *
 * <p>Every read sees the latest write of any process, and every method but {@link #getLock} and {@link #update} is one
 * atomic step that waits for nobody, not even for a holder of the lock. <b>Two steps are not one</b>: as in Python,
 * {@code set(get() + 1)} loses counts unless all do it under the lock. An update fails where {@code lock()} of its lock
 * fails.
 *
 * <p>Overflow wraps. For Python's unsigned {@code 'I'} read it with {@link Integer#toUnsignedLong}.
 *
 * <p>It reaches another process only as that one's start, as an argument of a pool's initializer, together with its
 * lock. Given to a task it is refused with a {@link io.processpool.RuntimeError}.
 *
 * <p>Thread-safe. Handles of one value are equal, in whatever process. The memory lives as long as the process that
 * created it and those that use it; it is not used again before.
 */
public final class SharedInt extends SharedData {

    private static final long serialVersionUID = 1;

    private final transient SharedIntArray cell; // the same memory, as an array of one element

    SharedInt(Block block, InterProcessLock lock) {
        super(Kind.INT, block, lock);
        this.cell = new SharedIntArray(block, lock);
    }

    /**
     * Creates a value with a reentrant lock of its own.
     *
     * @param initial the first value
     * @return the value
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedInt create(int initial) {
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
    public static SharedInt create(int initial, InterProcessLock lock) {
        return allocate(initial, Objects.requireNonNull(lock, "lock"));
    }

    /**
     * Creates a value without a lock. Python calls it {@code RawValue}, or {@code lock=False}.
     *
     * @param initial the first value
     * @return the value
     * @throws java.io.UncheckedIOException if there is no shared memory for it; the message says why
     */
    public static SharedInt createRaw(int initial) {
        return allocate(initial, null);
    }

    private static SharedInt allocate(int initial, InterProcessLock lock) {
        SharedInt value = new SharedInt(Blocks.allocate(Kind.INT, Integer.BYTES), lock);
        value.set(initial);
        return value;
    }

    /**
     * Reads the value, with volatile ordering.
     *
     * @return the value
     */
    public int get() {
        return cell.get(0);
    }

    /**
     * Writes the value, with volatile ordering.
     *
     * @param value the new value
     */
    public void set(int value) {
        cell.set(0, value);
    }

    /**
     * Adds to the value, in one atomic step.
     *
     * @param delta what to add
     * @return the value before
     */
    public int getAndAdd(int delta) {
        return cell.getAndAdd(0, delta);
    }

    /**
     * Adds to the value, in one atomic step.
     *
     * @param delta what to add
     * @return the value after
     */
    public int addAndGet(int delta) {
        return cell.addAndGet(0, delta);
    }

    /**
     * Replaces the value if it is the expected one, in one atomic step.
     *
     * @param expected the value to replace
     * @param value the new value
     * @return whether it was replaced; never false for no reason
     */
    public boolean compareAndSet(int expected, int value) {
        return cell.compareAndSet(0, expected, value);
    }

    /**
     * Replaces the value by what a function makes of it. No change by others is lost: the lock is held meanwhile, if
     * there is one, and the function is called again if the value was changed by one who does not hold it. If the
     * function throws, the value stays.
     *
     * @param function given the value, returns the new one
     * @return the new value
     * @throws NullPointerException if the function is null
     */
    public int update(IntUnaryOperator function) {
        return cell.update(0, function);
    }

    /**
     * Describes the value.
     *
     * @return for example {@code SharedInt[value=7]}
     */
    @Override
    public String toString() {
        return "SharedInt[value=" + get() + "]";
    }
}
