package io.processpool.pool;

import java.util.Arrays;

/**
 * Results that are all {@code Integer}s, all {@code Long}s or all {@code Double}s, held unboxed. A million objects that live until the last of them has come
 * are what the garbage collector of a parent copies again and again; an array of primitives is nothing to it.
 *
 * <p>Guarded as its user is. When it is no longer written, any thread may read.
 */
final class NumberColumn {
    private enum Kind {
        INTEGER,
        LONG,
        DOUBLE
    }

    private final Kind kind;
    private long[] bits; // a double's raw bits
    private int size; // all behind is 0

    private NumberColumn(Kind kind, int expected) {
        this.kind = kind;
        this.bits = new long[expected];
    }

    /**
     * A column for numbers such as this one.
     *
     * @param expected how many, as far as known
     * @return null if it is no such number
     */
    static NumberColumn like(Object first, int expected) {
        if (first instanceof Integer) {
            return new NumberColumn(Kind.INTEGER, expected);
        }
        if (first instanceof Long) {
            return new NumberColumn(Kind.LONG, expected);
        }
        return first instanceof Double ? new NumberColumn(Kind.DOUBLE, expected) : null;
    }

    int size() {
        return size;
    }

    /**
     * Puts the values from {@code from} to before {@code to}, if they are of its kind.
     *
     * @return whether all were; if not, some of them may have been put
     */
    boolean putAll(int at, Object[] values, int from, int to) {
        makeRoom(Math.addExact(at, to - from));
        int shift = at - from;
        return switch (kind) {
            case INTEGER -> putIntegers(shift, values, from, to);
            case LONG -> putLongs(shift, values, from, to);
            case DOUBLE -> putDoubles(shift, values, from, to);
        };
    }

    private void makeRoom(int end) {
        if (end > bits.length) {
            bits = Arrays.copyOf(bits, ResultSink.grown(bits.length, end));
        }
        size = Math.max(size, end);
    }

    private boolean putIntegers(int shift, Object[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!(values[i] instanceof Integer number)) {
                return false;
            }
            bits[shift + i] = number;
        }
        return true;
    }

    private boolean putLongs(int shift, Object[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!(values[i] instanceof Long number)) {
                return false;
            }
            bits[shift + i] = number;
        }
        return true;
    }

    private boolean putDoubles(int shift, Object[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!(values[i] instanceof Double number)) {
                return false;
            }
            bits[shift + i] = Double.doubleToRawLongBits(number);
        }
        return true;
    }

    /** No more will be put: gives spare room back. */
    NumberColumn trimmed() {
        if (size < bits.length) {
            bits = Arrays.copyOf(bits, size);
        }
        return this;
    }

    /** The number at an index below {@link #size}; 0 where none was put. */
    Object get(int index) {
        long number = bits[index];
        return switch (kind) {
            case INTEGER -> (Object) (int) number;
            case LONG -> (Object) number;
            case DOUBLE -> (Object) Double.longBitsToDouble(number);
        };
    }

    /** All of them, each an object, in an array of at least this length. */
    Object[] boxed(int length) {
        Object[] numbers = new Object[Math.max(length, size)];
        for (int i = 0; i < size; i++) {
            numbers[i] = get(i);
        }
        return numbers;
    }
}
