package io.processpool.internal.rpc;

/** One value in a manager's server. */
public interface ValueService {
    /** What it is. */
    Object get();

    /** Sets it. */
    void set(Object value);

    /** Sets it; what it was. */
    Object getAndSet(Object value);

    /** Sets it if it equals the expected one; whether it did. */
    boolean compareAndSet(Object expected, Object value);
}
