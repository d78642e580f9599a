package io.processpool.worker;

import io.processpool.internal.rpc.Announcement;
import io.processpool.internal.rpc.Handshake;
import io.processpool.internal.rpc.ManagerServer;
import io.processpool.internal.rpc.ServerConfig;
import io.processpool.internal.rpc.ServerHere;
import io.processpool.internal.spawn.DaemonThread;
import io.processpool.internal.spawn.EndOfJvm;
import io.processpool.internal.wire.ChildConfig;
import io.processpool.worker.manager.ServerProvider;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/**
 * The main class of the JVM of a manager's server: reads its configuration from standard input, listens, says so, and
 * serves until somebody ends it.
 *
 * <p>Whoever starts a manager waits for the first answer, and so for each class and each lambda that is loaded here.
 *
 * <p>Exit codes: 1 when it could not start or the parent is gone, 143 when its parent has closed it.
 */
public final class ManagerMain {
    private static final int FAILED = 1;
    private static final long PARENT_READS_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private ManagerMain() {}

    /**
     * Serves. Does not return.
     *
     * @param arguments the name of the manager, for those who look at the list of processes
     */
    public static void main(String[] arguments) {
        DaemonThread.start(new Rehearsal(), "rehearsal");
        InputStream input = Birth.takeStandardInput();
        ChildConfig child;
        ServerConfig config;
        try {
            DataInputStream data = new DataInputStream(input);
            child = ChildConfig.read(data);
            config = ServerConfig.read(data);
        } catch (IOException notAChild) {
            System.err.println("This is not the server of a Manager: " + notAChild.getMessage());
            System.exit(Birth.NOT_STARTED_BY_A_PARENT);
            return;
        }
        Birth.become(child, input);
        Output.replaceSystemStreams();
        start(child, config);
        stay(Long.MAX_VALUE);
    }

    private static void start(ChildConfig child, ServerConfig config) {
        try {
            Birth.runFirst(child);
            ManagerServer server = listen(config.with(ServerHere.factories()));
            new EndOfJvm("farewell", new Farewell(server)).await();
            Announcement.listening(child.directory(), server.address());
        } catch (Throwable failed) {
            fail(child, failed);
        }
    }

    private static ManagerServer listen(ServerConfig config) throws IOException {
        try {
            ManagerServer server = new ServerProvider().start(config);
            ServerHere.set(new ServerHere(server.id(), server.address(), config.secret(), config.isOpen()));
            return server;
        } catch (IOException failed) {
            throw new IOException("it cannot listen at " + config.address() + ": " + failed.getMessage(), failed);
        }
    }

    /** The parent has to read that before the directory goes with this process. */
    private static void fail(ChildConfig child, Throwable why) {
        try {
            Announcement.failed(child.directory(), why);
            stay(PARENT_READS_MILLIS);
        } catch (IOException cannotEvenSaySo) {
            why.printStackTrace();
        }
        System.exit(FAILED);
    }

    private static void stay(long millis) {
        long begin = System.nanoTime();
        long left = millis;
        while (left > 0) {
            try {
                Thread.sleep(left);
            } catch (InterruptedException byAnObjectOfTheUsers) {
                Thread.interrupted();
            }
            left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        }
    }

    /** Said to the clients at an end in good order. */
    private static final class Farewell implements Runnable {
        private final ManagerServer server;

        Farewell(ManagerServer server) {
            this.server = server;
        }

        @Override
        public void run() {
            server.close("it was closed by the process that started it");
        }
    }

    /** Done at the side of the main thread: what the first client would have to wait for. */
    private static final class Rehearsal implements Runnable {
        @Override
        public void run() {
            Handshake.rehearse();
            ServerProvider.rehearse();
        }
    }
}
