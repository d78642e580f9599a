package io.processpool.internal.wire;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Travels in place of an Optional, which is not serializable. */
final class OptionalBox implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The kind of Optional. */
    private final Class<?> type;

    /** What is in it, null when it is empty. */
    @Place
    private final Object value;

    private OptionalBox(Class<?> type, Object value) {
        this.type = type;
        this.value = value;
    }

    static OptionalBox of(Object optional) {
        return new OptionalBox(optional.getClass(), content(optional));
    }

    private static Object content(Object optional) {
        if (optional instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        if (optional instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (optional instanceof OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : null;
        }
        return ((Optional<?>) optional).orElse(null);
    }

    private Object readResolve() {
        if (type == OptionalInt.class) {
            return value == null ? OptionalInt.empty() : OptionalInt.of((Integer) value);
        }
        if (type == OptionalLong.class) {
            return value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
        }
        if (type == OptionalDouble.class) {
            return value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
        }
        return Optional.ofNullable(value);
    }
}
