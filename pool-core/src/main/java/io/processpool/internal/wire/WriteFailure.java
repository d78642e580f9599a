package io.processpool.internal.wire;

import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.wire.ByteArrayBuilder.TooLongException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;

/** Turns what the stream threw into an error that names the object, the way to it and the cure. */
final class WriteFailure {

    private static final String SUFFIX = " objects cannot be passed between processes";

    private WriteFailure() {}

    /** Throws if a reference of the user's leads to a JDK lock. */
    static void refuseUsersLock(Object root) {
        Obstacle lock = GraphWalk.find(root, Obstacle::isLock);
        if (lock != null) {
            throw refusedLock(lock);
        }
    }

    /** The error for a failed attempt to write a value. @throws VirtualMachineError if the JVM is in trouble */
    static RuntimeException of(Object root, Throwable failure) {
        Failures.rethrowFatal(failure);
        if (failure instanceof RuntimeError refusal) {
            Obstacle lock = GraphWalk.find(root, Obstacle::isRefusal);
            return lock == null ? refusal : refusal.at(lock.path());
        }
        if (failure instanceof StackOverflowError) {
            return tooDeep(root, failure);
        }
        if (failure instanceof TooLongException) {
            String problem = named(root) + SUFFIX + ": " + failure.getMessage();
            return new SerializationException(problem, "pass the name of a file, or divide it", failure);
        }
        Obstacle obstacle = GraphWalk.find(root, any -> true);
        return obstacle == null ? unexplained(root, failure) : explained(obstacle);
    }

    private static RuntimeException explained(Obstacle obstacle) {
        if (obstacle.isLock()) {
            return refusedLock(obstacle);
        }
        if (obstacle.failure() instanceof RuntimeError refusal) {
            return refusal.at(obstacle.path());
        }
        Object offender = obstacle.node().written();
        return offender instanceof Serializable
                ? unexplained(offender, obstacle.failure()).at(obstacle.path())
                : notSerializable(offender, obstacle).at(obstacle.path());
    }

    private static RuntimeError refusedLock(Obstacle lock) {
        Class<?> type = lock.node().written().getClass();
        while (type.isAnonymousClass()) {
            type = type.getSuperclass();
        }
        return RuntimeError.oneJvmOnly(type.getSimpleName(), LockCounterpart.of(type))
                .at(lock.path());
    }

    private static SerializationException notSerializable(Object offender, Obstacle obstacle) {
        if (obstacle.failure() instanceof NotSerializableException fromTheJdk) {
            fromTheJdk.setStackTrace(new StackTraceElement[0]); // It tells of the search for the object only.
        }
        Class<?> type = offender.getClass();
        if (LambdaNames.isLambda(type)) {
            return lambda(type, obstacle.failure());
        }
        Unsendable kind = Unsendable.of(type);
        if (kind != null) {
            String problem = kind.name() + SUFFIX + "\n  class: " + type.getName();
            return new SerializationException(problem, kind.cure(), obstacle.failure());
        }
        String problem = type.getName() + SUFFIX + ": the class is not Serializable";
        return new SerializationException(problem, cure(obstacle), obstacle.failure());
    }

    private static SerializationException lambda(Class<?> type, Throwable failure) {
        String functional = type.getInterfaces()[0].getName();
        return new SerializationException(
                "a lambda in " + LambdaNames.capturingClass(type) + " cannot be passed between processes: " + functional
                        + " is not Serializable",
                "the functional interface must be Serializable: use a Remote... interface, declare your own to extend"
                        + " Serializable, or cast: (" + References.nameOf(type.getInterfaces()[0])
                        + "<...> & Serializable)",
                failure);
    }

    private static String cure(Obstacle obstacle) {
        Class<?> type = obstacle.node().object().getClass();
        GraphNode parent = obstacle.node().parent();
        String general = (JdkClasses.contains(type) ? "" : makeSerializable(type))
                + (isInTransientableField(parent) ? "mark the field transient, or " : "")
                + "create it in the worker with initializer(...)";
        if (parent == null) {
            return general;
        }
        if (parent.written() instanceof SerializedLambda lambda
                && LambdaNames.capturingClass(lambda).equals(type.getName())) {
            return "the lambda uses this " + References.nameOf(type)
                    + ": use a static method, or copy what it needs into local variables first";
        }
        return obstacle.path().matches(".*\\.this\\$\\d+")
                ? outOf(type, parent.written().getClass())
                : general;
    }

    /** The field is one that the compiler has made. */
    private static String outOf(Class<?> enclosing, Class<?> inner) {
        String refers = " refers to its enclosing " + References.nameOf(enclosing);
        return inner.isAnonymousClass()
                ? "the anonymous class" + refers
                        + ": write a lambda, which does so only where it uses it, or a class that is static"
                : "the inner class" + refers + ": make it static, or let that implement Serializable";
    }

    private static String makeSerializable(Class<?> type) {
        return type.isRecord() ? "let the record implement Serializable, or " : "make it Serializable, or ";
    }

    /** Not so an element, nor what a lambda captures, nor the component of a record. */
    private static boolean isInTransientableField(GraphNode parent) {
        if (parent == null || parent.written() instanceof SerializedLambda) {
            return false;
        }
        Class<?> holder = parent.written().getClass();
        return !holder.isArray() && !holder.isRecord() && !JdkClasses.contains(holder);
    }

    private static SerializationException tooDeep(Object root, Throwable failure) {
        return new SerializationException(
                named(root) + SUFFIX + ": they are nested too deeply for the stack",
                "pass a flat structure such as a list, or call from a thread with a larger stack (-Xss)",
                failure);
    }

    private static SerializationException unexplained(Object offender, Throwable thrown) {
        Throwable failure = Failures.unwrapped(thrown);
        String problem = named(offender) + SUFFIX + ": " + Failures.describe(failure);
        return new SerializationException(problem, "", failure);
    }

    private static String named(Object object) {
        return object.getClass().getTypeName();
    }
}
