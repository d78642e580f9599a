package io.processpool.manager;

import io.processpool.internal.wire.Payload;

/** Tells values that equal their copies, by which a manager compares them, from those that never do. */
final class Copies {
    private Copies() {}

    /**
     * Looks why a value was not found equal: who tries until it is would never end.
     *
     * @throws IllegalArgumentException if it does not even equal its own copy
     */
    static void requireEquality(Object expected) {
        if (expected != null && !expected.equals(Payload.copy(expected))) {
            throw new IllegalArgumentException("a " + expected.getClass().getTypeName()
                    + " does not equal its own copy, so that a manager cannot compare it: it needs an equals method");
        }
    }
}
