package io.processpool.pool;

import io.processpool.Inherit;
import io.processpool.RemoteConsumer;
import io.processpool.RemoteConsumer2;
import io.processpool.RemoteConsumer3;
import io.processpool.RemoteConsumer4;
import io.processpool.RemoteRunnable;
import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.process.LaunchSpec;
import io.processpool.internal.process.OwnMain;
import io.processpool.internal.spawn.StaticCreation;
import io.processpool.internal.spawn.ThisProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A JVM that runs one method: Python's {@code multiprocessing.Process}.
 *
 * <pre>{@code
 * SharedInt counter = SharedInt.create(0);
 * try (ChildProcess first = ChildProcess.of(Counter::increment, counter, 50).start();
 *         ChildProcess second = ChildProcess.of(Counter::increment, counter, 50).start()) {
 *     System.out.println(ChildProcess.active());
 * }
 * System.out.println(counter.get()); // 100
 * }</pre>
 *
 * <p>What the target captures and its arguments may be locks and shared values; {@link Inherit} static fields come along through
 * {@link ChildProcessBuilder#inherit}. They are serialized by {@link #start()}. Results do not come back: that is what a {@link ProcessPool} is for, or a
 * shared value.
 *
 * <p>The child ends when the target has returned and its threads that are no daemons have ended, with exit code 0; with 1 if the target threw, whose stack trace
 * appears on standard error; or with what it gave to {@code System.exit}. A lock of ours that the target's thread still holds when it returns is given back.
 * What the child prints appears on this JVM's {@code System.out} and {@code System.err}, whole lines at a time, before {@link #join()} returns. Its standard
 * input is empty.
 *
 * <p>As a thread does, a child keeps this JVM from ending by itself after {@code main}, unless it is a {@linkplain #isDaemon() daemon}. Whenever this JVM ends, its
 * children end: after {@code System.exit}, Ctrl-C or SIGTERM they are terminated and have two seconds for their shutdown hooks, after SIGKILL they end
 * themselves at once.
 *
 * <p>Children may have children and pools, as may the workers of a pool. (Python forbids that to daemons.)
 *
 * <p>Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {
    private final String name;
    private final boolean daemon;
    private final LaunchSpec spec;
    private final Collection<Class<?>> inheriting;

    // Guarded by this, but that life may be read by any thread once it is there.
    // states: NEW (target, no life) -> STARTED (life; its end is there) by start; NEW -> CLOSED (neither) by close.
    private RemoteRunnable target;
    private volatile ChildLife life;

    ChildProcess(String name, boolean daemon, LaunchSpec spec, Collection<Class<?>> inheriting, RemoteRunnable target) {
        this.name = name;
        this.daemon = daemon;
        this.spec = spec;
        this.inheriting = inheriting;
        this.target = target;
    }

    /**
     * A builder, for a name, options of the JVM and more.
     *
     * @return a new builder
     */
    public static ChildProcessBuilder builder() {
        return new ChildProcessBuilder();
    }

    /**
     * A process that will run a target.
     *
     * @param target what to run
     * @return a process that has not started
     * @throws IllegalStateException if {@code pool-worker} is not on the class path
     */
    public static ChildProcess of(RemoteRunnable target) {
        return builder().target(target).build();
    }

    /**
     * A process that will run a target of one argument.
     *
     * @param <A> type of the argument
     * @param target what to run
     * @param a its argument, may be null
     * @return a process that has not started
     * @throws IllegalStateException if {@code pool-worker} is not on the class path
     */
    public static <A> ChildProcess of(RemoteConsumer<? super A> target, A a) {
        return builder().target(target, a).build();
    }

    /**
     * A process that will run a target of two arguments.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param target what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @return a process that has not started
     * @throws IllegalStateException if {@code pool-worker} is not on the class path
     */
    public static <A, B> ChildProcess of(RemoteConsumer2<? super A, ? super B> target, A a, B b) {
        return builder().target(target, a, b).build();
    }

    /**
     * A process that will run a target of three arguments.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param target what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @param c its third argument, may be null
     * @return a process that has not started
     * @throws IllegalStateException if {@code pool-worker} is not on the class path
     */
    public static <A, B, C> ChildProcess of(RemoteConsumer3<? super A, ? super B, ? super C> target, A a, B b, C c) {
        return builder().target(target, a, b, c).build();
    }

    /**
     * A process that will run a target of four arguments.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <D> type of the fourth argument
     * @param target what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @param c its third argument, may be null
     * @param d its fourth argument, may be null
     * @return a process that has not started
     * @throws IllegalStateException if {@code pool-worker} is not on the class path
     */
    public static <A, B, C, D> ChildProcess of(
            RemoteConsumer4<? super A, ? super B, ? super C, ? super D> target, A a, B b, C c, D d) {
        return builder().target(target, a, b, c, d).build();
    }

    /**
     * The children of this JVM that were started and have not ended (Python's {@code active_children}). Workers of pools are not among them.
     *
     * @return a snapshot, in the order of their starts
     */
    public static List<ChildProcess> active() {
        return ActiveChildren.list();
    }

    /**
     * This process, seen from inside (Python's {@code current_process} and {@code parent_process}).
     *
     * @return what it is to its parent, empty if it is neither a {@link ChildProcess} nor a worker of a pool
     */
    public static Optional<CurrentProcess> current() {
        return ThisProcess.asChild()
                .map(child -> new CurrentProcess(
                        child.name(),
                        ProcessHandle.current().pid(),
                        child.parent().pid()));
    }

    /**
     * Serializes the target and its arguments, and starts the JVM that runs it. Does not wait for the target to begin.
     *
     * @return this
     * @throws IllegalStateException if it was started before, is closed, this JVM is about to end, no process can be started, or a static initializer that runs
     *     in a child process starts it, as each child would then do in its turn; the message says which
     * @throws SerializationException if the target, an argument or an inherited value cannot travel; another {@code start} may succeed
     * @throws RuntimeError if one of them is, or holds, a lock that works in one JVM only
     */
    public synchronized ChildProcess start() {
        if (life != null) {
            throw new IllegalStateException("cannot start a process twice");
        }
        if (target == null) {
            throw new IllegalStateException("process object is closed");
        }
        StaticCreation.processStarts(name);
        OwnMain own = target instanceof OwnMain main ? main : null;
        Message start = own == null
                ? Initializers.write(inheriting, target, "the target of " + name)
                : Initializers.write(inheriting, own.first(), "the initializer of " + name);
        ActiveChildren.checkMayStart();
        ChildLife launched = launch();
        ActiveChildren.add(this, launched);
        launched.begin(start, own, daemon, () -> ActiveChildren.remove(this));
        life = launched;
        target = null;
        return this;
    }

    private ChildLife launch() {
        try {
            return ChildLife.launch(name, spec);
        } catch (IOException failed) {
            throw new IllegalStateException("No process can be started: " + failed, failed);
        }
    }

    /**
     * Waits until the child has ended, and what it printed has been passed on.
     *
     * @throws IllegalStateException if it was not started
     * @throws InterruptedException if the waiting thread is interrupted; the child goes on
     */
    public void join() throws InterruptedException {
        started("can only join a started process").awaitEnd(Long.MAX_VALUE);
    }

    /**
     * Waits like {@link #join()}, at most for the given time.
     *
     * @param timeout at most so long; zero or less: do not wait
     * @return whether the child has ended (Python's {@code join} returns nothing)
     * @throws IllegalStateException if it was not started
     * @throws InterruptedException if the waiting thread is interrupted; the child goes on
     */
    public boolean join(Duration timeout) throws InterruptedException {
        return started("can only join a started process").awaitEnd(PendingResult.saturatedNanos(timeout));
    }

    /**
     * Whether it was started and has not ended.
     *
     * @return true between {@link #start()} and the moment when {@link #exitCode()} is there
     */
    public boolean isAlive() {
        ChildLife begun = life;
        return begun != null && !begun.hasEnded();
    }

    /**
     * How the child has ended: 0 when its target returned, 1 when it threw, what it gave to {@code System.exit}, or 128 + n after signal n (Python's {@code -n}).
     *
     * @return the exit code, empty while it has not ended
     */
    public OptionalInt exitCode() {
        ChildLife begun = life;
        return begun == null || !begun.hasEnded() ? OptionalInt.empty() : OptionalInt.of(begun.exitCode());
    }

    /**
     * Asks the child to end, by SIGTERM: it runs its shutdown hooks, and no {@code finally}; its own children end with it. Does not wait. Has no effect on
     * one that has ended.
     *
     * @throws IllegalStateException if it was not started
     */
    public void terminate() {
        started("can only terminate a started process").terminate();
    }

    /**
     * Ends the child at once, by SIGKILL. Does not wait. Has no effect on one that has ended.
     *
     * @throws IllegalStateException if it was not started
     */
    public void kill() {
        started("can only kill a started process").kill();
    }

    /**
     * Its name, which stands on its command line too.
     *
     * @return such as {@code Process-1}
     */
    public String name() {
        return name;
    }

    /**
     * Its process id.
     *
     * @return the pid, which another process may have once this one has ended
     * @throws IllegalStateException if it was not started
     */
    public long pid() {
        return started("process not started").pid();
    }

    /**
     * Whether this JVM may end by itself while the child runs, which is terminated then.
     *
     * @return false unless the builder was told so
     */
    public boolean isDaemon() {
        return daemon;
    }

    /**
     * Waits until the child has ended, as {@code ExecutorService.close()} does. (Python's {@code close} refuses one that runs.) One that does not end by itself
     * has to be {@linkplain #terminate() terminated} before. If the waiting thread is interrupted, the child is terminated, two seconds later killed, and the
     * thread stays interrupted. One that was not started can be started no more. Closing twice is fine.
     */
    @Override
    public void close() {
        ChildLife begun;
        synchronized (this) {
            target = null;
            begun = life;
        }
        if (begun != null && begun.awaitEndOrBringItAbout()) {
            Thread.currentThread().interrupt();
        }
    }

    private ChildLife started(String orElse) {
        ChildLife begun = life;
        if (begun == null) {
            throw new IllegalStateException(orElse);
        }
        return begun;
    }

    @Override
    public String toString() {
        ChildLife begun = life;
        if (begun == null) {
            return "ChildProcess[" + name + ", not started]";
        }
        String state = begun.hasEnded() ? "exitCode=" + Death.describe(begun.exitCode()) : "running";
        return "ChildProcess[" + name + ", pid=" + begun.pid() + ", " + state + "]";
    }
}
