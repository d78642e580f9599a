package io.processpool.manager;

import io.processpool.RemoteRunnable;
import io.processpool.internal.process.OwnMain;
import io.processpool.internal.rpc.Announcement;
import io.processpool.internal.rpc.Announcement.FailedThereException;
import io.processpool.internal.rpc.ServerAddress;
import io.processpool.internal.rpc.ServerConfig;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** What the child process is told that is a manager's server, and what it tells. For the thread that starts it. */
final class Serving implements OwnMain {
    private static final long serialVersionUID = 1L;

    // In pool-worker, on which this module does not depend.
    private static final String MAIN = "io.processpool.worker.ManagerMain";

    private final transient ServerConfig config;
    private final transient RemoteRunnable initializer; // or null
    private transient Path directory;

    Serving(ServerConfig config, RemoteRunnable initializer) {
        this.config = config;
        this.initializer = initializer;
    }

    @Override
    public String mainClass() {
        return MAIN;
    }

    @Override
    public RemoteRunnable first() {
        return config.factories().isEmpty() ? initializer : new Preparation(initializer, config.factories());
    }

    @Override
    public void write(DataOutputStream input) throws IOException {
        config.write(input);
    }

    @Override
    public void launchedWith(Path ofTheChild) {
        directory = ofTheChild;
    }

    /**
     * Where it listens, as soon as it does; null until then.
     *
     * @throws IllegalStateException if it never will
     */
    ServerAddress address() {
        try {
            return Announcement.read(directory);
        } catch (FailedThereException failed) {
            throw didNotStart(failed.getCause());
        } catch (IOException unreadable) {
            throw new IllegalStateException("The manager's server is not heard: " + unreadable, unreadable);
        }
    }

    /** The error for what the user's code, or the server, threw at the start. */
    static IllegalStateException didNotStart(Throwable cause) {
        return new IllegalStateException("The manager's server did not start: " + cause, cause);
    }
}
