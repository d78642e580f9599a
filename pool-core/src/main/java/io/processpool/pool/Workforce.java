package io.processpool.pool;

import io.processpool.internal.log.Log;
import io.processpool.internal.memory.Segment;
import io.processpool.internal.process.Child;
import io.processpool.internal.process.ChildLauncher;
import io.processpool.internal.process.LaunchSpec;
import io.processpool.internal.process.PrivateDirectory;
import io.processpool.internal.spawn.DaemonThread;
import io.processpool.internal.spawn.ProcessIdentity;
import io.processpool.internal.wire.BulkMemory;
import io.processpool.internal.wire.ChannelProvider;
import io.processpool.internal.wire.ChildConfig;
import io.processpool.internal.wire.Listener;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.ReadFilter;
import io.processpool.internal.wire.SpinRule;
import io.processpool.internal.wire.Token;
import io.processpool.internal.wire.WorkerConfig;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The children of a pool, and what they share: the directory, the listening socket, the segment of mailboxes, the memory for bulks, values that were broadcast. Thread-safe. */
final class Workforce {
    private final String poolName;
    private final Message initializer;
    private final ReadFilter resultFilter;
    private final int slots;
    private final SpinRule spinRule;
    private final PrivateDirectory directory;
    private final Listener listener;
    private final Segment mailboxes;
    private final ChildLauncher launcher;
    private final String channelProvider;
    private final BulkMemory bulkMemory = new BulkMemory();
    private final Broadcasts broadcasts = new Broadcasts();
    private final AtomicInteger launched = new AtomicInteger();

    // Guarded by this.
    private final Set<Child> children = new HashSet<>();
    private boolean stopping;

    private Workforce(
            String poolName,
            int slots,
            Message initializer,
            ReadFilter resultFilter,
            Segment mailboxes,
            PrivateDirectory directory,
            LaunchSpec spec)
            throws IOException {
        this.poolName = poolName;
        this.initializer = initializer;
        this.resultFilter = resultFilter;
        this.slots = slots;
        this.mailboxes = mailboxes;
        this.directory = directory;
        this.spinRule = new SpinRule(mailboxes, slots);
        this.launcher = new ChildLauncher(spec, directory.path());
        this.channelProvider = ChannelProvider.forChild(spec.hasOwnClassPath());
        this.listener = Listener.open(directory.path(), poolName + "-acceptor");
    }

    /**
     * Makes what the children share; launches none.
     *
     * @param initializer payload of a {@code RemoteRunnable}, or without bytes
     * @param resultFilter of what they may send
     */
    static Workforce create(String poolName, int slots, LaunchSpec spec, Message initializer, ReadFilter resultFilter)
            throws IOException {
        Segment mailboxes = Segment.create("mailboxes of " + poolName, Mailbox.sizeBytes(slots));
        PrivateDirectory directory = null;
        try {
            directory = PrivateDirectory.create();
            return new Workforce(poolName, slots, initializer, resultFilter, mailboxes, directory, spec);
        } catch (IOException | RuntimeException failed) {
            mailboxes.close();
            if (directory != null) {
                directory.close();
            }
            throw failed;
        }
    }

    Mailbox mailbox(int slot) {
        return new Mailbox(mailboxes, slot);
    }

    BulkMemory bulkMemory() {
        return bulkMemory;
    }

    Broadcasts broadcasts() {
        return broadcasts;
    }

    ReadFilter resultFilter() {
        return resultFilter;
    }

    SpinRule spinRule() {
        return spinRule;
    }

    Child launch() throws IOException {
        Child child = launcher.launch(poolName + "-worker-" + launched.incrementAndGet());
        synchronized (this) {
            children.add(child);
            if (stopping) {
                child.kill();
            }
        }
        return child;
    }

    CompletableFuture<SocketChannel> expect(Token token) {
        return listener.expect(token);
    }

    WorkerConfig config(int slot, String workerName, Token token) {
        ChildConfig child = new ChildConfig(
                workerName,
                ProcessIdentity.current(),
                directory.path().toString(),
                channelProvider,
                initializer.bytes());
        return new WorkerConfig(child, token, listener.endpoint(), mailboxes.handle(), slot, slots);
    }

    synchronized void buried(Child child) {
        children.remove(child);
    }

    /**
     * Asks all to end; one that is launched later is killed. So are all that have not ended in a grace period.
     *
     * @param dead is counted down when all are
     */
    void terminateAll(CountDownLatch dead, long graceNanos) {
        synchronized (this) {
            stopping = true;
            children.forEach(child -> child.terminate("it was terminated"));
        }
        DaemonThread.start(() -> killUnlessDead(dead, graceNanos), poolName + "-terminator");
    }

    private void killUnlessDead(CountDownLatch dead, long graceNanos) {
        try {
            if (!dead.await(graceNanos, TimeUnit.NANOSECONDS)) {
                killAll();
            }
        } catch (InterruptedException nobodyInterruptsThis) {
            killAll();
        }
    }

    synchronized void killAll() {
        stopping = true;
        children.forEach(child -> child.kill("it was terminated"));
    }

    /** Gives back what the children shared. To be called when all are dead, or at the end of this JVM. */
    void close() {
        try {
            listener.close();
        } catch (IOException alreadyClosed) {
            Log.debug("While closing the socket of " + poolName + ": " + alreadyClosed);
        }
        directory.close();
        broadcasts.close();
        bulkMemory.close();
        mailboxes.close();
    }
}
