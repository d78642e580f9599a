package io.processpool.pool;

import io.processpool.Inherit;
import io.processpool.RemoteConsumer;
import io.processpool.RemoteConsumer2;
import io.processpool.RemoteConsumer3;
import io.processpool.RemoteConsumer4;
import io.processpool.RemoteRunnable;
import io.processpool.internal.process.OwnMain;
import io.processpool.internal.spawn.ThisProcess;
import io.processpool.internal.wire.Bound;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Builds a {@link ChildProcess}. Its defaults: a name such as {@code Process-1}, no daemon, the class path of this JVM, its environment and working directory, and
 * a quarter of the machine's memory as heap.
 *
 * <p>For one thread. A builder may build many processes; those without a name of their own are numbered.
 */
public final class ChildProcessBuilder {
    /** A quarter of the machine's memory each, which is a JVM's own default too. */
    private static final int CHILDREN_AT_A_TIME = 3;

    /** The names of Python, which has one number for each generation. */
    private static final String NUMBERED = "Process-\\d+(:\\d+)*";

    private static final AtomicInteger PROCESSES = new AtomicInteger();

    private RemoteRunnable target;
    private String name;
    private boolean daemon;
    private final Set<Class<?>> inheriting = new LinkedHashSet<>();
    private final LaunchOptions launch = new LaunchOptions();

    ChildProcessBuilder() {}

    /**
     * Sets what the child runs. What it captures may be locks and shared values.
     *
     * @param body the target
     * @return this
     */
    public ChildProcessBuilder target(RemoteRunnable body) {
        target = Objects.requireNonNull(body, "target");
        return this;
    }

    /**
     * Sets what the child runs, with one argument; see {@link #target(RemoteRunnable)}.
     *
     * @param <A> type of the argument
     * @param body the target
     * @param a its argument, may be null
     * @return this
     */
    public <A> ChildProcessBuilder target(RemoteConsumer<? super A> body, A a) {
        return target(Bound.bind(Objects.requireNonNull(body, "target"), a));
    }

    /**
     * Sets what the child runs, with two arguments; see {@link #target(RemoteRunnable)}.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param body the target
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @return this
     */
    public <A, B> ChildProcessBuilder target(RemoteConsumer2<? super A, ? super B> body, A a, B b) {
        return target(Bound.bind(Objects.requireNonNull(body, "target"), a, b));
    }

    /**
     * Sets what the child runs, with three arguments; see {@link #target(RemoteRunnable)}.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param body the target
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @param c its third argument, may be null
     * @return this
     */
    public <A, B, C> ChildProcessBuilder target(RemoteConsumer3<? super A, ? super B, ? super C> body, A a, B b, C c) {
        return target(Bound.bind(Objects.requireNonNull(body, "target"), a, b, c));
    }

    /**
     * Sets what the child runs, with four arguments; see {@link #target(RemoteRunnable)}.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <D> type of the fourth argument
     * @param body the target
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @param c its third argument, may be null
     * @param d its fourth argument, may be null
     * @return this
     */
    public <A, B, C, D> ChildProcessBuilder target(
            RemoteConsumer4<? super A, ? super B, ? super C, ? super D> body, A a, B b, C c, D d) {
        return target(Bound.bind(Objects.requireNonNull(body, "target"), a, b, c, d));
    }

    /**
     * Sets the name of the child, by which it appears in messages and in the list of processes, in place of {@code Process-1}, {@code Process-2}, or
     * {@code Process-1:1} for a child of {@code Process-1}.
     *
     * @param text not blank
     * @return this
     * @throws IllegalArgumentException if it is blank
     */
    public ChildProcessBuilder name(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("The name of a process must not be blank");
        }
        name = text;
        return this;
    }

    /**
     * Sets whether this JVM may end by itself while the child runs, which is terminated then.
     *
     * @param whether true for a child that serves this JVM, such as one that waits for requests; false by default
     * @return this
     */
    public ChildProcessBuilder daemon(boolean whether) {
        daemon = whether;
        return this;
    }

    /**
     * Lets the child inherit the {@link Inherit} static fields of classes: their values at {@link ChildProcess#start()}, set in the child before the target runs.
     * Locks and shared values may be among them.
     *
     * @param types each with at least one such field
     * @return this
     * @throws IllegalArgumentException if one has none, or has a field so marked that is final or not static
     */
    public ChildProcessBuilder inherit(Class<?>... types) {
        for (Class<?> type : types) {
            InheritedFields.of(type);
            inheriting.add(type);
        }
        return this;
    }

    /**
     * Adds options for the JVM of the child, such as {@code -Xmx256m} or {@code -Dname=value}. They come behind the library's own, so they win.
     *
     * @param options each one token, as on the command line
     * @return this
     */
    public ChildProcessBuilder jvmOptions(String... options) {
        launch.addJvmOptions(options);
        return this;
    }

    /**
     * Sets a variable of the child's environment, which is otherwise this JVM's; {@code JAVA_TOOL_OPTIONS} and its like are not inherited.
     *
     * @param name of the variable
     * @param value of the variable; null takes it away
     * @return this
     */
    public ChildProcessBuilder environment(String name, String value) {
        launch.environment(name, value);
        return this;
    }

    /**
     * Sets the working directory of the child.
     *
     * @param directory that exists
     * @return this
     */
    public ChildProcessBuilder workingDirectory(Path directory) {
        launch.workingDirectory(directory);
        return this;
    }

    /**
     * Sets the class path of the child, in place of this JVM's. It must hold {@code pool-worker} and what that needs.
     *
     * @param entries directories and jars
     * @return this
     */
    public ChildProcessBuilder classPath(List<Path> entries) {
        launch.classPath(entries);
        return this;
    }

    /**
     * Lets the child start from a class-data archive, as {@link ProcessPoolBuilder#classDataArchive} describes it for workers. It has the classes of the child
     * that was the first to be started so, with the same class path and options, whatever its target was.
     *
     * @param directory is made where it is missing, for this user alone; {@link ChildProcess#start()} refuses one that belongs to another user, or that others
     *     may write to
     * @return this
     */
    public ChildProcessBuilder classDataArchive(Path directory) {
        launch.classDataArchive(Objects.requireNonNull(directory, "directory"));
        return this;
    }

    /**
     * Makes the process. It does not start.
     *
     * @return a process that has not started
     * @throws IllegalStateException if there is no target, or {@code pool-worker} is not on the class path
     */
    public ChildProcess build() {
        if (target == null) {
            throw new IllegalStateException("A process needs a target: call target(...)");
        }
        return new ChildProcess(
                name == null ? numbered() : name,
                daemon,
                launch.spec(
                        target instanceof OwnMain own ? own.mainClass() : LaunchOptions.CHILD_MAIN, CHILDREN_AT_A_TIME),
                List.copyOf(inheriting),
                target);
    }

    private static String numbered() {
        int number = PROCESSES.incrementAndGet();
        return ThisProcess.asChild()
                .map(ThisProcess.AsChild::name)
                .filter(parent -> parent.matches(NUMBERED))
                .map(parent -> parent + ":" + number)
                .orElse("Process-" + number);
    }
}
