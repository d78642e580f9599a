package io.processpool.worker;

import io.processpool.internal.spawn.ProcessEvents;
import io.processpool.internal.wire.ChildConfig;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The main class of the JVM of a {@code ChildProcess}: reads its configuration from standard input, runs the target, and ends as any Java program does, when its
 * threads that are no daemons have ended.
 *
 * <p>Exit codes: 0, 1 when the target threw or the parent is gone, or what the target gave to {@code System.exit}.
 */
public final class ChildMain {
    private ChildMain() {}

    /**
     * Runs the target.
     *
     * @param arguments the name of the process, for those who look at the list of processes
     * @throws Exception what the target throws; Java prints it on standard error
     */
    public static void main(String[] arguments) throws Exception {
        InputStream input = Birth.takeStandardInput();
        ChildConfig config = read(input);
        Birth.become(config, input);
        Output.replaceSystemStreams();
        ProcessEvents.tasksBegin();
        try {
            Birth.runFirst(config);
        } finally {
            ProcessEvents.targetEnded();
        }
    }

    private static ChildConfig read(InputStream input) {
        try {
            return ChildConfig.read(new DataInputStream(input));
        } catch (IOException notAChild) {
            System.err.println("This is not a ChildProcess: " + notAChild.getMessage());
            System.exit(Birth.NOT_STARTED_BY_A_PARENT);
            throw new AssertionError(notAChild);
        }
    }
}
