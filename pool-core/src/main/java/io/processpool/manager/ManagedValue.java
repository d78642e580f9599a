package io.processpool.manager;

import java.util.function.UnaryOperator;

/**
 * One value that a manager keeps for all processes: Python's {@code Manager().Value}, with any serializable value, and
 * with the atomic changes that Python's lacks. What {@link #get} returns is a copy: to change the value, set it.
 *
 * <p>Thread-safe. Each method is a round trip to the manager, and throws {@link ManagerClosedException} when that is
 * gone, and {@link io.processpool.SerializationException} if a value cannot travel. What a thread did before it set the
 * value happens-before what another does after it has got it.
 *
 * @param <V> the type of the value
 */
public interface ManagedValue<V> {
    /**
     * Reads it.
     *
     * @return a copy of it, null if it was set to null
     */
    V get();

    /**
     * Sets it.
     *
     * @param value a copy of this, may be null
     */
    void set(V value);

    /**
     * Sets it and tells what it was, in one step.
     *
     * @param value a copy of this, may be null
     * @return what it was
     */
    V getAndSet(V value);

    /**
     * Sets it if it is what it is expected to be, in one step.
     *
     * @param expected is compared by {@code equals}, in the server; may be null
     * @param value a copy of this, may be null
     * @return whether it was set
     * @throws IllegalArgumentException if it was not, since the expected value does not even equal a copy of itself, as
     *     an array
     */
    boolean compareAndSet(V expected, V value);

    /**
     * Sets it to what a function makes of it; no change by others gets lost.
     *
     * @param change runs here, more than once if others are faster; it must not change the value that it is given
     * @return what it was set to
     * @throws IllegalArgumentException if the value does not equal a copy of itself, as an array
     */
    V update(UnaryOperator<V> change);
}
