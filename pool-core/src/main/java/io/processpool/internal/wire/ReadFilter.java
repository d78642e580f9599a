package io.processpool.internal.wire;

import java.io.ObjectInputFilter;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * What the user lets a process read: a pattern of {@link ObjectInputFilter.Config#createFilter}, which never has to name what this library itself
 * sends, nor the boxed types, whose compact forms pass without any filter.
 *
 * <p>Thread-safe.
 */
public final class ReadFilter implements ObjectInputFilter {
    /** The pattern of a process: a pool sets it for its workers. */
    public static final String PROPERTY = "processpool.objectInputFilter";

    private static final Set<String> PACKAGES = Set.of(
            "io.processpool",
            "io.processpool.logback",
            "io.processpool.manager",
            "io.processpool.pool",
            "io.processpool.shared",
            "io.processpool.sync");

    private static final String INTERNAL = "io.processpool.internal.";

    /** Of the JDK's classes those inside of our messages, and those that hold a number or nothing. */
    private static final Set<Class<?>> HARMLESS = Set.of(
            Object.class,
            Enum.class,
            Number.class,
            Boolean.class,
            Byte.class,
            Character.class,
            Double.class,
            Float.class,
            Integer.class,
            Long.class,
            Short.class,
            Optional.class,
            OptionalDouble.class,
            OptionalInt.class,
            OptionalLong.class,
            SerializedLambda.class,
            StackTraceElement.class,
            UUID.class);

    // Written once, by whoever reads first; the same value if there are two.
    private static volatile ReadFilter ofThisProcess;

    private final ObjectInputFilter pattern; // null for everything

    private ReadFilter(ObjectInputFilter pattern) {
        this.pattern = pattern;
    }

    /**
     * The filter of a pattern.
     *
     * @param pattern null or empty for everything
     * @throws IllegalArgumentException if it is none
     */
    public static ReadFilter of(String pattern) {
        boolean isEmpty = pattern == null || pattern.isBlank();
        return new ReadFilter(isEmpty ? null : ObjectInputFilter.Config.createFilter(pattern));
    }

    /**
     * The filter that the property sets, for all that names no other.
     *
     * @throws IllegalArgumentException if that is no pattern
     */
    public static ReadFilter ofThisProcess() {
        ReadFilter filter = ofThisProcess;
        if (filter == null) {
            filter = of(System.getProperty(PROPERTY));
            ofThisProcess = filter;
        }
        return filter;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        Class<?> type = info.serialClass();
        boolean passes = pattern == null || type != null && isExempt(elementOf(type));
        return passes ? Status.UNDECIDED : pattern.checkInput(info);
    }

    private static boolean isExempt(Class<?> type) {
        String home = type.getPackageName();
        return HARMLESS.contains(type) || PACKAGES.contains(home) || home.startsWith(INTERNAL) || isMadeHere(type);
    }

    /** Whether it has no form of its own in a stream; that of which it was made has been asked for by itself: a lambda's class, a proxy's interfaces. */
    private static boolean isMadeHere(Class<?> type) {
        boolean isPath = Path.class.isAssignableFrom(type) && JdkClasses.contains(type);
        return isPath || type.isHidden() || Proxy.isProxyClass(type);
    }

    private static Class<?> elementOf(Class<?> type) {
        return type.isArray() ? elementOf(type.getComponentType()) : type;
    }
}
