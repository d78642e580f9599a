package io.processpool.internal.spawn;

import io.processpool.internal.log.Log;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notices the trap of a global: in a child process, a static initializer makes a lock or a shared value of the child's
 * own, where its author means the one of the parent.
 *
 * <p>Looks at the stack, in child processes only, where such objects are made seldom. Thread-safe.
 */
public final class StaticCreation {
    private static final String STATIC_INITIALIZER = "<clinit>";

    /** Classes whose fields are set after their static initializer. */
    private static final Set<Class<?>> INHERITING = ConcurrentHashMap.newKeySet();

    /** Classes that were told of. */
    private static final Set<Class<?>> TOLD = ConcurrentHashMap.newKeySet();

    private StaticCreation() {}

    /** What the static initializer of this class makes is not looked at here: its fields will be set. */
    public static void expect(Class<?> inheriting) {
        INHERITING.add(inheriting);
    }

    /**
     * Something new that processes can share has been made by this thread.
     *
     * @param kind the simple name of its class
     */
    public static void created(String kind) {
        if (ThisProcess.isChild()) {
            initializing().filter(type -> !INHERITING.contains(type)).ifPresent(type -> warnOnce(type, kind));
        }
    }

    /** Tells that a static field holds something that this process does not share with any other but its children. */
    public static void warn(String what, Class<?> owner, String kind) {
        String name = owner.getSimpleName();
        Log.warn(what + " in a child process, " + childName() + ", which has made a " + kind
                + " of its own and shares it with no other: mark the static field with @Inherit, without final, and"
                + " call inherit(" + name + ".class) on the builder, or create the " + kind + " in the parent and pass"
                + " it as an argument of the initializer");
    }

    private static void warnOnce(Class<?> type, String kind) {
        if (TOLD.add(type)) {
            warn("the static initializer of " + type.getName() + " runs", type, kind);
        }
    }

    private static String childName() {
        return ThisProcess.asChild().map(ThisProcess.AsChild::name).orElse("");
    }

    /** The class whose static initializer this thread runs, the innermost. */
    private static Optional<Class<?>> initializing() {
        return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(frame -> frame.getMethodName().equals(STATIC_INITIALIZER))
                        .findFirst()
                        .map(StackFrame::getDeclaringClass));
    }
}
