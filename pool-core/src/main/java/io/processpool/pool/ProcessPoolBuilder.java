package io.processpool.pool;

import io.processpool.Inherit;
import io.processpool.RemoteConsumer;
import io.processpool.RemoteConsumer2;
import io.processpool.RemoteConsumer3;
import io.processpool.RemoteConsumer4;
import io.processpool.RemoteRunnable;
import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.wire.Bound;
import io.processpool.internal.wire.ReadFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Builds a {@link ProcessPool}. Its defaults: as many workers as this JVM has processors, no initializer, workers that live as long as the pool, the class
 * path of this JVM, its environment and working directory, and together three quarters of the machine's memory as heap.
 *
 * <p>For one thread. A builder may build many pools.
 */
public final class ProcessPoolBuilder extends PoolLimits {
    private static final AtomicInteger POOLS = new AtomicInteger();

    private int processes = Runtime.getRuntime().availableProcessors();
    private RemoteRunnable initializer;
    private final Set<Class<?>> inheriting = new LinkedHashSet<>();
    private final LaunchOptions launch = new LaunchOptions();
    private Executor callbackExecutor;
    private ReadFilter filter;

    ProcessPoolBuilder() {}

    /**
     * Sets the number of workers.
     *
     * @param count at least 1
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public ProcessPoolBuilder processes(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("Number of processes must be at least 1");
        }
        processes = count;
        return this;
    }

    /**
     * Sets what each worker runs once before its first task, and each replacement of a worker again. It is where a lock is handed over: what an initializer
     * captures, and its arguments, may be locks and shared values. One that throws ends the pool with {@link BrokenPoolException}.
     *
     * @param body what to run
     * @return this
     */
    public ProcessPoolBuilder initializer(RemoteRunnable body) {
        initializer = Objects.requireNonNull(body, "initializer");
        return this;
    }

    /**
     * Sets the initializer, with one argument; see {@link #initializer(RemoteRunnable)}.
     *
     * @param <A> type of the argument
     * @param body what to run
     * @param a its argument, may be null
     * @return this
     */
    public <A> ProcessPoolBuilder initializer(RemoteConsumer<? super A> body, A a) {
        return initializer(Bound.bind(Objects.requireNonNull(body, "initializer"), a));
    }

    /**
     * Sets the initializer, with two arguments; see {@link #initializer(RemoteRunnable)}.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param body what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @return this
     */
    public <A, B> ProcessPoolBuilder initializer(RemoteConsumer2<? super A, ? super B> body, A a, B b) {
        return initializer(Bound.bind(Objects.requireNonNull(body, "initializer"), a, b));
    }

    /**
     * Sets the initializer, with three arguments; see {@link #initializer(RemoteRunnable)}.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param body what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @param c its third argument, may be null
     * @return this
     */
    public <A, B, C> ProcessPoolBuilder initializer(
            RemoteConsumer3<? super A, ? super B, ? super C> body, A a, B b, C c) {
        return initializer(Bound.bind(Objects.requireNonNull(body, "initializer"), a, b, c));
    }

    /**
     * Sets the initializer, with four arguments; see {@link #initializer(RemoteRunnable)}.
     *
     * @param <A> type of the first argument
     * @param <B> type of the second argument
     * @param <C> type of the third argument
     * @param <D> type of the fourth argument
     * @param body what to run
     * @param a its first argument, may be null
     * @param b its second argument, may be null
     * @param c its third argument, may be null
     * @param d its fourth argument, may be null
     * @return this
     */
    public <A, B, C, D> ProcessPoolBuilder initializer(
            RemoteConsumer4<? super A, ? super B, ? super C, ? super D> body, A a, B b, C c, D d) {
        return initializer(Bound.bind(Objects.requireNonNull(body, "initializer"), a, b, c, d));
    }

    /**
     * Lets workers inherit the {@link Inherit} static fields of classes: their values at {@link #build()}, set in each worker, and each replacement of one,
     * before the initializer runs. Locks and shared values may be among them.
     *
     * @param types each with at least one such field
     * @return this
     * @throws IllegalArgumentException if one has none, or has a field so marked that is final or not static
     */
    public ProcessPoolBuilder inherit(Class<?>... types) {
        for (Class<?> type : types) {
            InheritedFields.of(type);
            inheriting.add(type);
        }
        return this;
    }

    /**
     * Adds options for the JVMs of the workers, such as {@code -Xmx256m} or {@code -Dname=value}. They come behind the pool's own, so they win.
     *
     * @param options each one token, as on the command line
     * @return this
     */
    public ProcessPoolBuilder jvmOptions(String... options) {
        launch.addJvmOptions(options);
        return this;
    }

    /**
     * Sets a variable of the workers' environment, which is otherwise this JVM's; {@code JAVA_TOOL_OPTIONS} and its like are not inherited.
     *
     * @param name of the variable
     * @param value of the variable; null takes it away
     * @return this
     */
    public ProcessPoolBuilder environment(String name, String value) {
        launch.environment(name, value);
        return this;
    }

    /**
     * Sets the working directory of the workers.
     *
     * @param directory that exists
     * @return this
     */
    public ProcessPoolBuilder workingDirectory(Path directory) {
        launch.workingDirectory(directory);
        return this;
    }

    /**
     * Sets the class path of the workers, in place of this JVM's. It must hold {@code pool-worker} and what that needs.
     *
     * @param entries directories and jars
     * @return this
     */
    public ProcessPoolBuilder classPath(List<Path> entries) {
        launch.classPath(entries);
        return this;
    }

    /**
     * Lets workers start from a class-data archive: a file of classes that are parsed and checked already, which all their JVMs map into memory. A worker's
     * start then takes a third less processor time, more if it loads much. Off by default.
     *
     * <p>A program that finds no archive makes one, in the background. Its first workers list the classes that they load; when they have loaded none for two
     * seconds, or have ended in order, a JVM of its own makes the archive of the longest list: about a second of processor time, and 15 MB or more. It runs
     * none of the user's code. Workers that start afterwards use the archive, in this program and in others. Neither results nor {@code close()} wait for it;
     * the end of this JVM does, for five seconds at most.
     *
     * <p>There is one archive for each JDK, JVM options (the number of workers is among them, since it sets their heap, unless {@code -Xmx} is given) and class
     * path, with sizes and times of its jars. The twenty that were used last are kept. Programs may share the directory. An archive that is damaged is not
     * used, and made again.
     *
     * <p>Where the class path has a directory of classes there is none, since the JVM archives those of jars only, nor where {@link #jvmOptions} speak of
     * archives; a debug message says so. Where nothing can be written, what is there is used, and a warning says that nothing is added.
     *
     * @param directory is made where it is missing, for this user alone. What lies in it is run as code: {@link #build()} refuses one that belongs to another
     *     user, or that others may write to
     * @return this
     */
    public ProcessPoolBuilder classDataArchive(Path directory) {
        launch.classDataArchive(Objects.requireNonNull(directory, "directory"));
        return this;
    }

    /**
     * Sets which classes are deserialized, on both ends: by the workers in functions, arguments and the initializer, by this JVM in results and
     * exceptions. Without it every class may come that is on the class path, since a worker is trusted as this JVM is; the property
     * {@code processpool.objectInputFilter} sets it for all pools. Strings, boxed numbers, arrays of primitives and what this library itself sends always
     * pass; all else that travels has to match, the JDK's collections and the classes whose lambdas are sent too, as in
     * {@code "com.acme.**;java.base/*;!*"}.
     *
     * <p>What is refused is the failure of its item alone: a {@link SerializationException} that names the class, or for an exception a
     * {@link io.processpool.StandInException}.
     *
     * @param pattern as {@link java.io.ObjectInputFilter.Config#createFilter} describes it: classes, packages, modules and limits, such as {@code maxdepth=50}
     * @return this
     * @throws IllegalArgumentException if it is none
     */
    public ProcessPoolBuilder objectInputFilter(String pattern) {
        filter = ReadFilter.of(Objects.requireNonNull(pattern, "pattern"));
        launch.objectInputFilter(pattern);
        return this;
    }

    /**
     * Sets what runs the callbacks of results, in place of a thread of the pool's own.
     *
     * @param executor stays the caller's to end; where it refuses a callback, a thread of the pool runs it
     * @return this
     */
    public ProcessPoolBuilder callbackExecutor(Executor executor) {
        callbackExecutor = Objects.requireNonNull(executor, "executor");
        return this;
    }

    /**
     * Makes the pool. Workers start in the background; whether they can shows in the first result.
     *
     * @return a running pool, to be closed
     * @throws SerializationException if the initializer, one of its arguments or an inherited value cannot travel
     * @throws RuntimeError if one of them is, or holds, a lock that works in one JVM only
     * @throws IllegalStateException if {@code pool-worker} is not on the class path, or directory, socket or shared memory cannot be made, or the directory of
     *     class-data archives cannot be made or is open to others
     */
    public ProcessPool build() {
        String name = "pool-" + POOLS.incrementAndGet();
        Message initialize = Initializers.write(inheriting, initializer, "the initializer");
        ReadFilter results = filter != null ? filter : ReadFilter.ofThisProcess();
        Callbacks callbacks = new Callbacks(name + "-callbacks", callbackExecutor);
        try {
            launch.maxHeap(maxHeapBytes());
            Workforce workforce = Workforce.create(
                    name, processes, launch.spec(LaunchOptions.WORKER_MAIN, processes), initialize, results);
            return new ProcessPool(start(name, workforce, callbacks));
        } catch (IOException | UncheckedIOException failed) {
            throw new IllegalStateException("No pool can be made: " + failed, failed);
        }
    }

    private PoolEngine start(String name, Workforce workforce, Callbacks callbacks) {
        try {
            return new PoolEngine(name, processes, lifespan(processes), timeLimits(), backlog(), workforce, callbacks);
        } catch (RuntimeException failed) {
            workforce.close();
            throw failed;
        }
    }
}
