package io.processpool.worker;

import io.processpool.internal.process.PrivateDirectory;
import io.processpool.internal.spawn.DaemonThread;
import io.processpool.internal.spawn.ProcessIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Ends this JVM when its parent is gone, whatever its tasks do: at the end of standard input, which the parent holds open, at the end of the socket, or when
 * the parent is found dead, whichever is seen first.
 */
final class LifeLine {
    private static final int PARENT_GONE = 1;
    private static final long POLL_MILLIS = 400;
    private static final long EXIT_MILLIS = 30_000;

    private static final long GOING_MILLIS = 500;

    private static volatile String directory = "";
    private static volatile ProcessIdentity parent;

    private LifeLine() {}

    /**
     * Starts to watch.
     *
     * @param parentIdentity who this JVM works for
     * @param poolDirectory what the parent can remove no more is removed by whoever sees its end
     */
    static void watch(ProcessIdentity parentIdentity, InputStream standardInput, String poolDirectory) {
        parent = parentIdentity;
        directory = poolDirectory;
        DaemonThread.startLasting(new InputWatch(standardInput), "parent-input");
        DaemonThread.startLasting(new ParentPoll(), "parent-poll");
    }

    /** Ends this JVM at once, without running any hook: there is nobody left to work for. */
    static void parentIsGone() {
        try {
            if (!directory.isEmpty() && parentDies()) {
                PrivateDirectory.remove(Path.of(directory));
            }
        } finally {
            // Also where a task has left no memory for the above: what stays goes when the next pool starts.
            Runtime.getRuntime().halt(PARENT_GONE);
        }
    }

    /** Ends this JVM at once; the parent lives, and needs its directory. */
    static void cannotGoOn(String why, Throwable cause) {
        try {
            System.err.println("This worker ends: " + why + ": " + cause);
        } finally {
            Runtime.getRuntime().halt(PARENT_GONE);
        }
    }

    /** The streams of a process that is killed end a moment before it does; those of one that lives do not end, unless somebody closes them here. */
    private static boolean parentDies() {
        long start = System.nanoTime();
        while (!parent.isEnding()) {
            if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(GOING_MILLIS)) {
                return false;
            }
            sleep(1);
        }
        return true;
    }

    /** The exit in order has begun; a shutdown hook that hangs shall not hold up the parent for ever. */
    static void haltIfExitHangs() {
        DaemonThread.start(LifeLine::haltLate, "exit-watch");
    }

    private static void haltLate() {
        sleep(EXIT_MILLIS);
        Runtime.getRuntime().halt(0);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException byATask) {
            return; // A task that interrupts every thread of its JVM must not end the watch.
        }
    }

    // Every child starts these two: the first lambda of a JVM would take it 4 ms.

    private record InputWatch(InputStream standardInput) implements Runnable {
        @Override
        public void run() {
            try {
                while (standardInput.read() >= 0) {
                    continue;
                }
            } catch (IOException broken) {
                // As good as its end.
            }
            parentIsGone();
        }
    }

    private static final class ParentPoll implements Runnable {
        @Override
        public void run() {
            loadWhatHaltNeeds();
            while (parent.isAlive()) {
                sleep(POLL_MILLIS);
            }
            parentIsGone();
        }

        /** Where a task leaves no memory there is none to load a class either. */
        private static void loadWhatHaltNeeds() {
            try {
                Class.forName("java.lang.Shutdown");
            } catch (ClassNotFoundException anotherJdk) {
                return;
            }
        }
    }
}
