package io.processpool.pool;

import io.processpool.RemoteConsumer;
import io.processpool.RemoteConsumer2;
import io.processpool.RemoteConsumer3;
import io.processpool.RemoteConsumer4;
import io.processpool.RemoteRunnable;
import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import io.processpool.internal.process.ClassPaths;
import io.processpool.internal.process.InheritedOptions;
import io.processpool.internal.process.LaunchSpec;
import io.processpool.internal.spawn.Inheritance;
import io.processpool.internal.spawn.SpawningScope;
import io.processpool.internal.wire.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Builds a {@link ProcessPool}. Its defaults: as many workers as this JVM has processors, no initializer, workers that live as long as the pool, the class
 * path of this JVM, its environment and working directory, and together three quarters of the machine's memory as heap.
 *
 * <p>For one thread. A builder may build many pools.
 */
public final class ProcessPoolBuilder {
    /** The only place that names the worker's main class, which is in {@code pool-worker}. */
    private static final String WORKER_MAIN = "io.processpool.worker.WorkerMain";

    private static final AtomicInteger POOLS = new AtomicInteger();

    private int processes = Runtime.getRuntime().availableProcessors();
    private int maxTasksPerChild;
    private RemoteRunnable initializer;
    private final List<String> jvmOptions = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private List<Path> classPath;
    private Path workingDirectory;
    private Executor callbackExecutor;

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
     * Replaces each worker after so many items, to give back what tasks leak (Python's {@code maxtasksperchild}, which counts chunks).
     *
     * @param items at least 1
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public ProcessPoolBuilder maxTasksPerChild(int items) {
        if (items < 1) {
            throw new IllegalArgumentException("maxTasksPerChild must be at least 1, not " + items);
        }
        maxTasksPerChild = items;
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
        return initializer(Initializers.bind(Objects.requireNonNull(body, "initializer"), a));
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
        return initializer(Initializers.bind(Objects.requireNonNull(body, "initializer"), a, b));
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
        return initializer(Initializers.bind(Objects.requireNonNull(body, "initializer"), a, b, c));
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
        return initializer(Initializers.bind(Objects.requireNonNull(body, "initializer"), a, b, c, d));
    }

    /**
     * Adds options for the JVMs of the workers, such as {@code -Xmx256m} or {@code -Dname=value}. They come behind the pool's own, so they win.
     *
     * @param options each one token, as on the command line
     * @return this
     */
    public ProcessPoolBuilder jvmOptions(String... options) {
        jvmOptions.addAll(List.of(options));
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
        environment.put(Objects.requireNonNull(name, "name"), value);
        return this;
    }

    /**
     * Sets the working directory of the workers.
     *
     * @param directory that exists
     * @return this
     */
    public ProcessPoolBuilder workingDirectory(Path directory) {
        workingDirectory = Objects.requireNonNull(directory, "directory");
        return this;
    }

    /**
     * Sets the class path of the workers, in place of this JVM's. It must hold {@code pool-worker} and what that needs.
     *
     * @param entries directories and jars
     * @return this
     */
    public ProcessPoolBuilder classPath(List<Path> entries) {
        classPath = entries.stream().map(Path::toAbsolutePath).toList();
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
     * @throws SerializationException if the initializer or one of its arguments cannot travel
     * @throws RuntimeError if one of them is, or holds, a lock that works in one JVM only
     * @throws IllegalStateException if {@code pool-worker} is not on the class path, or directory, socket or shared memory cannot be made
     */
    public ProcessPool build() {
        String name = "pool-" + POOLS.incrementAndGet();
        byte[] initialize = writeInitializer();
        Callbacks callbacks = new Callbacks(name + "-callbacks", callbackExecutor);
        try {
            Workforce workforce = Workforce.create(name, processes, launchSpec(), initialize);
            return new ProcessPool(start(name, workforce, callbacks));
        } catch (IOException | UncheckedIOException failed) {
            throw new IllegalStateException("No pool can be made: " + failed, failed);
        }
    }

    private PoolEngine start(String name, Workforce workforce, Callbacks callbacks) {
        try {
            return new PoolEngine(name, processes, maxTasksPerChild, workforce, callbacks);
        } catch (RuntimeException failed) {
            workforce.close();
            throw failed;
        }
    }

    private byte[] writeInitializer() {
        try (SpawningScope spawning = SpawningScope.open()) {
            List<RemoteRunnable> first = Inheritance.forNewChild();
            if (initializer == null && first.isEmpty()) {
                return new byte[0];
            }
            return Payload.write(first.isEmpty() ? initializer : Initializers.sequence(first, initializer));
        } catch (RuntimeError refused) {
            throw refused.at("the initializer");
        } catch (SerializationException failed) {
            throw failed.at("the initializer");
        }
    }

    private LaunchSpec launchSpec() {
        List<Path> entries = classPath;
        if (entries == null) {
            checkWorkerIsThere();
            entries = ClassPaths.ofThisJvm();
        }
        List<String> options = new ArrayList<>(WorkerOptions.defaults(processes, jvmOptions));
        options.addAll(InheritedOptions.ofThisJvm());
        options.addAll(jvmOptions);
        return new LaunchSpec(WORKER_MAIN, entries, options, new HashMap<>(environment), workingDirectory);
    }

    private static void checkWorkerIsThere() {
        try {
            Class.forName(WORKER_MAIN, false, ProcessPoolBuilder.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(
                    "The worker's main class " + WORKER_MAIN
                            + " is missing: add the artifact io.processpool:pool-worker to your"
                            + " dependencies (it brings pool-core), or give the workers a class path that has it by classPath(...)",
                    missing);
        }
    }
}
