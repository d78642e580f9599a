package io.processpool.internal.rpc;

/** A map in a manager's server. Values are compared by {@code equals}. */
public interface MapService {
    /** The value of a key, or null. */
    Object get(Object key);

    /** Sets it; the value before, or null. */
    Object put(Object key, Object value);

    /** Sets it if there is none; the value before, or null. */
    Object putIfAbsent(Object key, Object value);

    /** Sets it if there is one; the value before, or null. */
    Object replace(Object key, Object value);

    /** Sets it if it is the expected one; whether it was. */
    boolean replace(Object key, Object expected, Object value);

    /** Removes it; the value before, or null. */
    Object remove(Object key);

    /** Removes it if it is the expected one; whether it was. */
    boolean remove(Object key, Object expected);

    /** Sets many at once: key, value, key, value. */
    void putAll(Object[] entries);

    /** Whether there is this key. */
    boolean containsKey(Object key);

    /** Whether there is this value. */
    boolean containsValue(Object value);

    /** How many there are. */
    int size();

    /** Removes all. */
    void clear();

    /** A copy of all: key, value, key, value. */
    Object[] entries();

    /** A copy of the keys. */
    Object[] keys();

    /** A copy of the values. */
    Object[] values();
}
