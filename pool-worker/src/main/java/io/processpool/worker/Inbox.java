package io.processpool.worker;

import io.processpool.internal.log.Log;
import io.processpool.internal.spawn.DaemonThread;
import io.processpool.internal.wire.Channel;
import io.processpool.internal.wire.CorruptMessageException;
import io.processpool.internal.wire.InterruptOrder;
import io.processpool.internal.wire.Mailbox;
import io.processpool.internal.wire.ParkedFlag;
import io.processpool.internal.wire.ResultSpace;
import io.processpool.internal.wire.RingReader;
import io.processpool.internal.wire.SpinRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Where tasks come in. A reading thread owns the socket's input and always drains it, so that the parent never waits for a task to end; the task's thread looks
 * into the mailbox, spins for a moment when it is empty, then sleeps until the reading thread wakes it.
 */
final class Inbox {
    /** Every sleep is bounded and looks again. */
    private static final long SLEEP_NANOS = 100_000_000;

    private final RingReader ring;
    private final ParkedFlag parked;
    private final ParkedFlag roomWanted;
    private final SpinRule spinRule;
    private final Thread taskThread = Thread.currentThread();
    private final RunningTask runningTask = new RunningTask();
    private final Map<Long, byte[]> bulks = new ConcurrentHashMap<>();
    private final Channel channel;

    // Written by the reading thread, a new one when a larger one is offered; what is in it belongs to
    // the task's thread.
    private volatile ResultSpace resultSpace;

    private Inbox(SocketChannel socket, Mailbox mailbox, SpinRule spinRule) throws IOException {
        this.ring = mailbox.taskReader();
        this.parked = mailbox.workerParked();
        this.roomWanted = mailbox.roomWanted();
        this.spinRule = spinRule;
        this.channel = new Channel(socket, this::receive);
    }

    private void receive(byte[] bytes, long id) {
        if (id == InterruptOrder.ID) {
            runningTask.interrupt(InterruptOrder.call(bytes), InterruptOrder.index(bytes));
        } else if (id == ResultSpace.OFFER_ID) {
            open(bytes);
        } else {
            bulks.put(id, bytes);
        }
    }

    private void open(byte[] offer) {
        if (offer == Channel.UNKEPT) {
            return;
        }
        try {
            resultSpace = ResultSpace.open(offer);
        } catch (UncheckedIOException cannotBeOpened) {
            Log.debug("Large results go over the socket: " + cannotBeOpened.getMessage());
        }
    }

    /** Where large results are put, as far as the parent has offered that; null if not. */
    ResultSpace resultSpace() {
        return resultSpace;
    }

    /** What this thread runs, for who has to interrupt it. */
    RunningTask runningTask() {
        return runningTask;
    }

    /** Opens the inbox of this thread, which runs the tasks. */
    static Inbox open(SocketChannel socket, Mailbox mailbox, SpinRule spinRule) throws IOException {
        Inbox inbox = new Inbox(socket, mailbox, spinRule);
        DaemonThread.start(inbox::readSocket, "socket-reader");
        return inbox;
    }

    Channel channel() {
        return channel;
    }

    /** Waits for a task; it is the ring's current record then. */
    RingReader awaitTask() {
        while (!ring.next()) {
            if (roomWanted.take()) {
                channel.ring();
            }
            if (!spinRule.spin(ring::hasNext)) {
                sleep();
            }
        }
        return ring;
    }

    /** Waits for the bulk that a task names; {@link Channel#UNKEPT} if it did not fit into the memory of this JVM. */
    byte[] awaitBulk(long id) {
        while (true) {
            byte[] bytes = bulks.remove(id);
            if (bytes != null) {
                return bytes;
            }
            Thread.interrupted();
            LockSupport.parkNanos(this, SLEEP_NANOS);
        }
    }

    private void sleep() {
        parked.setVolatile();
        Thread.interrupted(); // A set flag would turn the sleep into a busy loop.
        if (!ring.hasNext()) {
            LockSupport.parkNanos(this, SLEEP_NANOS);
        }
        parked.clearVolatile();
    }

    private void readSocket() {
        try {
            while (channel.await(0)) {
                LockSupport.unpark(taskThread);
            }
        } catch (IOException | CorruptMessageException gone) {
            // There is no going on without the parent.
        } catch (Throwable failed) {
            LifeLine.cannotGoOn("the thread that reads from its parent failed", failed);
        }
        LifeLine.parentIsGone();
    }
}
