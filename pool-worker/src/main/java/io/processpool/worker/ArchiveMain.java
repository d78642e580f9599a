package io.processpool.worker;

import io.processpool.internal.process.ArchiveOrder;
import io.processpool.internal.process.PrivateDirectory;
import io.processpool.internal.spawn.DaemonThread;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The main class of the JVM that makes a class-data archive: runs the JVM's own commands for it, one after the other, and kills what runs when its parent is gone. Those
 * commands run no Java code that could see to it.
 *
 * <p>Exit codes: that of the first command that fails, 0 if none does, 1 when the parent is gone.
 */
public final class ArchiveMain {
    private static final int PARENT_GONE = 1;

    private final ArchiveOrder order;

    // Guarded by this.
    private Process running;
    private boolean parentIsGone;

    private ArchiveMain(ArchiveOrder order) {
        this.order = order;
    }

    /**
     * Makes the archive. Does not return.
     *
     * @param arguments the name of this process, for those who look at the list of processes
     * @throws IOException if standard input holds no order, or a command cannot be run
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        InputStream input = System.in;
        ArchiveMain maker = new ArchiveMain(ArchiveOrder.read(new DataInputStream(input)));
        DaemonThread.start(() -> maker.watch(input), "parent-input");
        System.exit(maker.run());
    }

    private int run() throws IOException, InterruptedException {
        int exitCode = 0;
        for (List<String> command : order.commands()) {
            if (exitCode == 0) {
                exitCode = start(new ProcessBuilder(command)).waitFor();
            }
        }
        return result(exitCode);
    }

    /** A command that was killed for want of a parent ends before all has been cleared up. */
    private synchronized int result(int exitCode) {
        return parentIsGone ? PARENT_GONE : exitCode;
    }

    private synchronized Process start(ProcessBuilder builder) throws IOException {
        if (parentIsGone) {
            throw new IOException("The parent is gone");
        }
        File log = order.log().toFile();
        running = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        return running;
    }

    private void watch(InputStream input) {
        try {
            while (input.read() >= 0) {
                continue;
            }
        } catch (IOException broken) {
            // As good as its end.
        }
        try {
            clearUp();
        } finally {
            Runtime.getRuntime().halt(PARENT_GONE);
        }
    }

    private synchronized void clearUp() {
        parentIsGone = true;
        if (running != null) {
            running.destroyForcibly().onExit().join(); // It could make its file again.
        }
        order.result().toFile().delete();
        PrivateDirectory.remove(order.directory());
    }
}
