package io.processpool.pool;

import io.processpool.internal.process.Child;
import io.processpool.internal.process.ChildLauncher;
import io.processpool.internal.process.LaunchSpec;
import io.processpool.internal.process.OwnMain;
import io.processpool.internal.process.PrivateDirectory;
import io.processpool.internal.spawn.ProcessIdentity;
import io.processpool.internal.wire.ChannelProvider;
import io.processpool.internal.wire.ChildConfig;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The JVM of one {@link ChildProcess}, from its launch to its burial, and the thread that waits for its death.
 *
 * <p>Unless the child is a daemon, that thread is none: this JVM does not end by itself before the child does.
 */
final class ChildLife {
    /** So long a terminated child may take to end. */
    static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Child child;
    private final PrivateDirectory directory;
    private final boolean hasOwnClassPath;
    private final CountDownLatch ended = new CountDownLatch(1);

    // Written once, before ended is counted down.
    private int exitCode;

    private ChildLife(Child child, PrivateDirectory directory, boolean hasOwnClassPath) {
        this.child = child;
        this.directory = directory;
        this.hasOwnClassPath = hasOwnClassPath;
    }

    /** Launches a child, which waits for {@link #begin}. */
    static ChildLife launch(String name, LaunchSpec spec) throws IOException {
        PrivateDirectory directory = PrivateDirectory.create();
        try {
            Child child = new ChildLauncher(spec, directory.path()).launch(name);
            return new ChildLife(child, directory, spec.hasOwnClassPath());
        } catch (IOException | RuntimeException failed) {
            directory.close();
            throw failed;
        }
    }

    /**
     * Starts the thread.
     *
     * @param start payload of the {@code RemoteRunnable} that the child is to run
     * @param own has more to say to the child; null if there is no more
     * @param afterwards is run when the child has ended and before anyone is told
     */
    void begin(Message start, OwnMain own, boolean daemon, Runnable afterwards) {
        if (own != null) {
            own.launchedWith(directory.path());
        }
        Thread thread = new Thread(() -> live(start, own, afterwards), child.name() + "-life");
        thread.setDaemon(daemon);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            child.kill();
            end(afterwards);
            throw noThread;
        }
    }

    long pid() {
        return child.pid();
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** Once it has ended. */
    int exitCode() {
        return exitCode;
    }

    boolean awaitEnd(long timeoutNanos) throws InterruptedException {
        return ended.await(timeoutNanos, TimeUnit.NANOSECONDS);
    }

    /** Waits for the end, which an interrupt brings about; whether there was one. */
    boolean awaitEndOrBringItAbout() {
        boolean interrupted = false;
        long patienceNanos = Long.MAX_VALUE;
        while (true) {
            try {
                if (awaitEnd(patienceNanos)) {
                    return interrupted;
                }
                kill();
                patienceNanos = Long.MAX_VALUE;
            } catch (InterruptedException stop) {
                interrupted = true;
                terminate();
                patienceNanos = GRACE_NANOS;
            }
        }
    }

    void terminate() {
        if (!hasEnded()) {
            child.terminate();
        }
    }

    void kill() {
        if (!hasEnded()) {
            child.kill();
        }
    }

    /** Removes what is left of it in the file system. */
    void bury() {
        directory.close();
    }

    private void live(Message start, OwnMain own, Runnable afterwards) {
        try {
            String path = directory.path().toString();
            ChildConfig config = new ChildConfig(
                    child.name(),
                    ProcessIdentity.current(),
                    path,
                    ChannelProvider.forChild(hasOwnClassPath),
                    start.bytes());
            child.feed(input -> {
                config.write(input);
                if (own != null) {
                    own.write(input);
                }
            });
            exitCode = uninterruptibly(child::waitFor);
            Estate.release(child).describe(child.name());
            uninterruptibly(() -> {
                child.drain();
                return null;
            });
            Reference.reachabilityFence(start);
        } finally {
            end(afterwards);
        }
    }

    private void end(Runnable afterwards) {
        bury();
        afterwards.run();
        ended.countDown();
    }

    private interface Wait<T> {
        T run() throws InterruptedException;
    }

    /** This thread does not end before the child, though somebody interrupts all threads of this JVM. */
    private static <T> T uninterruptibly(Wait<T> wait) {
        while (true) {
            try {
                return wait.run();
            } catch (InterruptedException ofAllThreadsOfThisJvm) {
                continue;
            }
        }
    }
}
