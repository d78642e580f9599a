package io.processpool.internal.spawn;

import io.processpool.internal.log.Log;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Notices the trap of a global: in a child process, a static initializer makes a lock, a shared value or a process of the
 * child's own, where its author means the one of the parent.
 *
 * <p>Looks at the stack, in child processes only, where such objects are made seldom. Thread-safe.
 */
public final class StaticCreation {
    private static final String STATIC_INITIALIZER = "<clinit>";

    /** Packages of what processes can share by inheritance only. By name: they are above this one. */
    private static final Set<String> SHARED = Set.of("io.processpool.sync", "io.processpool.shared");

    /** Classes whose fields are set after their static initializer. */
    private static final Set<Class<?>> INHERITING = ConcurrentHashMap.newKeySet();

    /** Classes that were told of. */
    private static final Set<Class<?>> TOLD = ConcurrentHashMap.newKeySet();

    private StaticCreation() {}

    /** What the static initializer of this class makes is not looked at here: its fields will be set. */
    public static void expect(Class<?> inheriting) {
        INHERITING.add(inheriting);
    }

    /** Whether processes can share the instances of a class, by inheritance only. */
    public static boolean isShared(Class<?> type) {
        return SHARED.contains(type.getPackageName());
    }

    /** This thread makes something new that processes can share: whoever hands out the memory for it says so. */
    public static void created() {
        inInitializer()
                .filter(made -> made.kind() != null && !INHERITING.contains(made.initializing()))
                .ifPresent(StaticCreation::warnOnce);
    }

    /** This thread starts a manager, whose objects other processes can share if they get them from this one. */
    public static void managerStarts() {
        inInitializer()
                .ifPresent(made -> Log.warn("the static initializer of "
                        + made.initializing().getName()
                        + " runs in a child process, " + childName() + ", which starts a Manager of its own and shares"
                        + " its objects with no other: start the Manager in the parent, and pass the objects that it"
                        + " makes to the tasks as arguments"));
    }

    /**
     * This thread starts a process that runs a target.
     *
     * @throws IllegalStateException if each such process would do so again; Python refuses that too
     */
    public static void processStarts(String name) {
        inInitializer().ifPresent(made -> {
            throw new IllegalStateException("the static initializer of "
                    + made.initializing().getName() + " runs in a child process, "
                    + childName() + ", and would start " + name + " there too, and so on without end: start it in a"
                    + " method that only the parent calls, such as main");
        });
    }

    /** Whether this thread runs a static initializer in a child process, where it has most likely run in the parent, too. */
    public static boolean isUnderWay() {
        return inInitializer().isPresent();
    }

    /** Tells that a static field holds something that this process does not share with any other but its children. */
    public static void warn(String what, Class<?> owner, String kind) {
        String name = owner.getSimpleName();
        Log.warn(what + " in a child process, " + childName() + ", which has made a " + kind
                + " of its own and shares it with no other: mark the static field with @Inherit, without final, and"
                + " call inherit(" + name + ".class) on the builder, or create the " + kind + " in the parent and pass"
                + " it as an argument of the initializer");
    }

    private static void warnOnce(Creation made) {
        Class<?> type = made.initializing();
        if (TOLD.add(type)) {
            warn("the static initializer of " + type.getName() + " runs", type, made.kind());
        }
    }

    private static String childName() {
        return ThisProcess.asChild().map(ThisProcess.AsChild::name).orElse("");
    }

    /** What this thread makes, if it does so within a static initializer, the innermost, in a child process. */
    private static Optional<Creation> inInitializer() {
        return ThisProcess.isChild()
                ? StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).walk(StaticCreation::find)
                : Optional.empty();
    }

    private static Optional<Creation> find(Stream<StackFrame> frames) {
        // The outermost of ours is what the initializer asked for: a SharedInt makes a lock for itself.
        String kind = null;
        for (StackFrame frame : (Iterable<StackFrame>) frames::iterator) {
            Class<?> type = frame.getDeclaringClass();
            if (frame.getMethodName().equals(STATIC_INITIALIZER)) {
                return Optional.of(new Creation(type, kind));
            }
            if (isShared(type) && Modifier.isPublic(type.getModifiers())) {
                kind = type.getSimpleName();
            }
        }
        return Optional.empty();
    }

    /**
     * Something that is made in a static initializer.
     *
     * @param initializing whose initializer that is
     * @param kind the simple name of its own class; null if processes cannot share it by inheritance
     */
    private record Creation(Class<?> initializing, String kind) {}
}
