package io.processpool.worker;

import io.processpool.RemoteRunnable;
import io.processpool.internal.spawn.ThisProcess;
import io.processpool.internal.wire.ChildConfig;
import io.processpool.internal.wire.Payload;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** What every child does at its start, be it a worker of a pool or not. */
final class Birth {
    /** The exit code of a main class that somebody started by hand. */
    static final int NOT_STARTED_BY_A_PARENT = 2;

    private Birth() {}

    /** The standard input, on which the configuration comes, and which is the life line afterwards; the user's code sees an empty one. */
    static InputStream takeStandardInput() {
        InputStream input = System.in;
        System.setIn(new ByteArrayInputStream(new byte[0])); // Which is the same for the next task after a close.
        return input;
    }

    /** This JVM knows who it is, and ends when its parent is gone. */
    static void become(ChildConfig config, InputStream input) {
        ThisProcess.becomeChild(config.name(), config.parent());
        Thread.currentThread().setName(config.name());
        System.setProperty("processpool.directory", config.directory());
        Signals.ignoreInterrupt();
        LifeLine.watch(config.parent(), input, config.directory());
    }

    /** Runs what the parent has sent along: initializer or target. */
    static void runFirst(ChildConfig config) throws Exception {
        byte[] start = config.start();
        if (start.length > 0) {
            ((RemoteRunnable) Payload.read(start, 0, start.length)).run();
        }
    }
}
