package io.processpool.manager;

import io.processpool.RemoteRunnable;
import io.processpool.internal.rpc.ServerAddress;
import io.processpool.internal.rpc.ServerConfig;
import io.processpool.pool.ChildProcess;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A manager's server in a JVM of its own, which ends with this one. */
final class ChildServer implements Server {
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = 200_000;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ChildProcess child;
    private final ServerAddress address;

    private volatile boolean isClosed;

    private ChildServer(ChildProcess child, ServerAddress address) {
        this.child = child;
        this.address = address;
    }

    /**
     * Starts it, and waits until it listens.
     *
     * @param initializer what it runs before, or null
     * @throws IllegalStateException if it cannot
     */
    static ChildServer start(ServerConfig config, RemoteRunnable initializer, ServerJvm jvm) {
        Serving serving = new Serving(config, initializer);
        ChildProcess child = jvm.child(serving).name(config.name()).build().start();
        boolean listens = false;
        try {
            Client.rehearse();
            ServerAddress address = await(serving, child);
            listens = true;
            return new ChildServer(child, address);
        } finally {
            if (!listens) {
                child.kill();
                child.close();
            }
        }
    }

    ServerAddress address() {
        return address;
    }

    /** An interrupt does not end the wait, which is short, and is kept. */
    private static ServerAddress await(Serving serving, ChildProcess child) {
        long begin = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                boolean isAlive = child.isAlive();
                ServerAddress address = serving.address();
                if (address != null) {
                    return address;
                }
                if (!isAlive || System.nanoTime() - begin > START_NANOS) {
                    throw new IllegalStateException("The manager's server did not start: " + child);
                }
                interrupted |= Thread.interrupted(); // A set flag would turn the wait into a busy loop.
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String explain(String silence) {
        if (isClosed) {
            return "it is closed";
        }
        try {
            child.join(Duration.ofMillis(500));
        } catch (InterruptedException later) {
            Thread.currentThread().interrupt();
        }
        return child.isAlive() ? silence : silence + ": " + child;
    }

    @Override
    public void close() {
        isClosed = true;
        child.terminate();
        boolean interrupted = false;
        try {
            if (!child.join(GRACE)) {
                child.kill();
            }
        } catch (InterruptedException hurry) {
            interrupted = true;
            child.kill();
        }
        child.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
