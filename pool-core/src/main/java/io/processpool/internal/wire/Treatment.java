package io.processpool.internal.wire;

import io.processpool.InterProcessCondition;
import io.processpool.InterProcessLock;
import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** What the stream does with the instances of a class; decided once for each class. */
enum Treatment {
    /** Java serialization as it is. */
    PLAIN,
    /** Works in one JVM only, and Java would carry it as an unlocked copy. */
    LOCK,
    /** A file name, by its text. */
    PATH,
    /** An Optional or one of its relatives. */
    OPTIONAL,
    /** A collection, map or entry of the JDK that is not serializable, by its elements. */
    VIEW,
    /** One whose message the JVM works out from the stack when asked: with that message, which would stay behind. */
    NULL_POINTER;

    /** The locks that every ConcurrentHashMap writes, whatever it holds, for the sake of old JVMs. */
    private static final String SEGMENT = "java.util.concurrent.ConcurrentHashMap$Segment";

    private static final ClassValue<Treatment> BY_CLASS = new ClassValue<>() {
        @Override
        protected Treatment computeValue(Class<?> type) {
            return decide(type);
        }
    };

    static Treatment of(Object object) {
        return ofClass(object.getClass());
    }

    static Treatment ofClass(Class<?> type) {
        return BY_CLASS.get(type);
    }

    /** What is written where the object stands. */
    Object inPlaceOf(Object object) {
        switch (this) {
            case PATH:
                // Another file system may not be there on the other side.
                boolean isDefault = ((Path) object).getFileSystem() == FileSystems.getDefault();
                return isDefault ? PathHandle.of((Path) object) : object;
            case OPTIONAL:
                return OptionalBox.of(object);
            case VIEW:
                return ElementCopy.of(object);
            case NULL_POINTER:
                return withItsMessage((NullPointerException) object);
            default:
                return object;
        }
    }

    private static NullPointerException withItsMessage(NullPointerException original) {
        NullPointerException copy = new NullPointerException(original.getMessage());
        copy.setStackTrace(original.getStackTrace());
        if (original.getCause() != null) {
            copy.initCause(original.getCause());
        }
        for (Throwable each : original.getSuppressed()) {
            copy.addSuppressed(each);
        }
        return copy;
    }

    private static Treatment decide(Class<?> type) {
        if (isLock(type)) {
            return LOCK;
        }
        if (type == NullPointerException.class) {
            return NULL_POINTER;
        }
        if (Serializable.class.isAssignableFrom(type)) {
            return PLAIN;
        }
        if (Path.class.isAssignableFrom(type)) {
            return PATH;
        }
        if (isOptional(type)) {
            return OPTIONAL;
        }
        return isView(type) ? VIEW : PLAIN;
    }

    private static boolean isLock(Class<?> type) {
        boolean isLock = Lock.class.isAssignableFrom(type)
                || ReadWriteLock.class.isAssignableFrom(type)
                || Condition.class.isAssignableFrom(type)
                || StampedLock.class.isAssignableFrom(type)
                || Semaphore.class.isAssignableFrom(type);
        return isLock && !knowsHowToTravel(type) && !type.getName().equals(SEGMENT);
    }

    /** A lock whose author thought of other processes: ours, one that writes itself, a stub of something remote. */
    private static boolean knowsHowToTravel(Class<?> type) {
        return InterProcessLock.class.isAssignableFrom(type)
                || InterProcessCondition.class.isAssignableFrom(type)
                || Externalizable.class.isAssignableFrom(type)
                || Proxy.isProxyClass(type);
    }

    private static boolean isOptional(Class<?> type) {
        return type == Optional.class
                || type == OptionalInt.class
                || type == OptionalLong.class
                || type == OptionalDouble.class;
    }

    private static boolean isView(Class<?> type) {
        boolean hasElements = Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || Map.Entry.class.isAssignableFrom(type);
        // The one blocking queue that is not serializable is a DelayQueue: a list of its elements would not delay.
        return hasElements && JdkClasses.isJava(type) && !BlockingQueue.class.isAssignableFrom(type);
    }
}
