package io.processpool.manager;

import java.util.Set;

/**
 * Values by their names, which a manager keeps for all processes: Python's {@code Manager().Namespace}.
 *
 * <p>Thread-safe. Each method is a round trip to the manager, and throws {@link ManagerClosedException} when that is
 * gone, and {@link io.processpool.SerializationException} if a value cannot travel.
 */
public interface Namespace {
    /**
     * Reads a value.
     *
     * @param <V> what the caller knows it to be
     * @param name its name
     * @return a copy of it, null if it was set to null
     * @throws java.util.NoSuchElementException if nothing has this name
     */
    <V> V get(String name);

    /**
     * Sets a value.
     *
     * @param name its name
     * @param value a copy of this, may be null
     */
    void set(String name, Object value);

    /**
     * Removes a value.
     *
     * @param name its name
     * @return whether something had it
     */
    boolean remove(String name);

    /**
     * Tells all names.
     *
     * @return a copy, in the order in which they were first set
     */
    Set<String> names();
}
