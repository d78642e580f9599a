package io.processpool.worker.manager;

import java.io.ObjectInputFilter;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;

/**
 * What clients from outside the family may send: the values and collections of the JDK that run no code of anybody's
 * when they are read, our own handles, what the user allowed, and what the methods of registered types name.
 *
 * <p>Thread-safe once it is made.
 */
final class AllowList implements ObjectInputFilter {
    private static final long MOST_DEPTH = 100;
    private static final int LONGEST_ARRAY = 1 << 28;

    private static final Set<String> VALUES = Set.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Double",
            "java.lang.Enum",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.Short",
            "java.lang.String",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.net.InetAddress",
            "java.net.Inet4Address",
            "java.net.Inet6Address",
            "java.net.URI",
            "java.util.AbstractMap",
            "java.util.AbstractMap$SimpleEntry",
            "java.util.AbstractMap$SimpleImmutableEntry",
            "java.util.ArrayDeque",
            "java.util.ArrayList",
            "java.util.Arrays$ArrayList",
            "java.util.BitSet",
            "java.util.CollSer",
            "java.util.Collections$EmptyList",
            "java.util.Collections$EmptyMap",
            "java.util.Collections$EmptySet",
            "java.util.Collections$SingletonList",
            "java.util.Collections$SingletonMap",
            "java.util.Collections$SingletonSet",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableMap",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.Collections$UnmodifiableSet",
            "java.util.Date",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.LinkedList",
            "java.util.Locale",
            "java.util.TreeMap",
            "java.util.TreeSet",
            "java.util.UUID",
            "io.processpool.internal.rpc.ObjectKind",
            "io.processpool.internal.rpc.ServerAddress",
            "io.processpool.internal.wire.OptionalBox",
            "io.processpool.internal.wire.PathHandle",
            "io.processpool.manager.ProxyHandle");

    /**
     * What the former become when they are read, of which a filter is asked too. None of them can be sent as it is:
     * they are no serializable classes, or refuse to be read, or have a superclass that is not allowed.
     */
    private static final Set<String> STANDING_FOR_OTHERS = Set.of(
            "java.util.ImmutableCollections$List12",
            "java.util.ImmutableCollections$ListN",
            "java.util.ImmutableCollections$Map1",
            "java.util.ImmutableCollections$MapN",
            "java.util.ImmutableCollections$Set12",
            "java.util.ImmutableCollections$SetN",
            "java.util.Optional",
            "java.util.OptionalDouble",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "sun.nio.fs.UnixPath",
            "sun.nio.fs.WindowsPath",
            "io.processpool.manager.BarrierProxy",
            "io.processpool.manager.ConditionProxy",
            "io.processpool.manager.EventProxy",
            "io.processpool.manager.ListProxy",
            "io.processpool.manager.LockProxy",
            "io.processpool.manager.MapProxy",
            "io.processpool.manager.NamespaceProxy",
            "io.processpool.manager.QueueProxy",
            "io.processpool.manager.SemaphoreProxy",
            "io.processpool.manager.SetProxy",
            "io.processpool.manager.UsersProxy",
            "io.processpool.manager.ValueProxy");

    private final Set<String> allowed = new HashSet<>(VALUES);

    /** The list with what the user adds to it. */
    AllowList(Set<String> users, Set<Class<?>> registered) {
        allowed.addAll(STANDING_FOR_OTHERS);
        allowed.addAll(users);
        for (Class<?> type : registered) {
            allowed.add(type.getName());
            for (Method method : type.getMethods()) {
                for (Class<?> parameter : method.getParameterTypes()) {
                    allowed.add(elementOf(parameter).getName());
                }
            }
        }
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.depth() > MOST_DEPTH || info.arrayLength() > LONGEST_ARRAY) {
            return Status.REJECTED;
        }
        Class<?> type = info.serialClass();
        if (type == null) {
            return Status.UNDECIDED;
        }
        Class<?> element = elementOf(type);
        boolean isAllowed = element.isPrimitive()
                || allowed.contains(element.getName())
                || element.getName().startsWith("java.time.");
        return isAllowed ? Status.ALLOWED : Status.REJECTED;
    }

    private static Class<?> elementOf(Class<?> type) {
        return type.isArray() ? elementOf(type.getComponentType()) : type;
    }
}
