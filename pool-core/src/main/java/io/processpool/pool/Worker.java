package io.processpool.pool;

import io.processpool.internal.log.Log;
import io.processpool.internal.process.Child;
import io.processpool.internal.spawn.DaemonThread;
import io.processpool.internal.wire.Channel;
import io.processpool.internal.wire.CorruptMessageException;
import io.processpool.internal.wire.InterruptOrder;
import io.processpool.internal.wire.ParkedFlag;
import io.processpool.internal.wire.PrintedBytes;
import io.processpool.internal.wire.ResultSpace;
import io.processpool.internal.wire.SpinRule;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One child JVM of a pool, from the parent's side, and the thread that reads its answers.
 *
 * <p>That thread spins for a moment when there is nothing to read, then sleeps in the socket until the doorbell rings.
 */
final class Worker {
    private static final long PRINT_MILLIS = 200;
    private static final long DYING_MILLIS = 500;

    /** So many answers at a time come from a worker that will have more in a moment. */
    private static final int MANY = 8;

    private static final long MOMENT_NANOS = 50_000;

    private final PoolEngine engine;
    private final Slot slot;
    private final Child child;
    private final StartTurn turn;
    private final ParkedFlag parked;
    private final PrintedBytes printed;

    /** Held by who reads answers: the reading thread while it does not sleep, or a caller that helps. */
    private final ReentrantLock reading = new ReentrantLock();

    /** Callers that would like to read. */
    private final AtomicInteger helpers = new AtomicInteger();

    // Written once by the thread of the slot, when the worker has connected and before the reading thread starts.
    private volatile Channel channel;
    private volatile Thread thread;
    private AnswerReader answers;

    // Guarded by the reading lock: the mailbox belongs to the next worker.
    private boolean buried;

    // Written by who reads answers.
    private volatile boolean ready;
    private long outSeen;
    private long errSeen;

    Worker(PoolEngine engine, Slot slot, Child child, StartTurn turn) {
        this.engine = engine;
        this.slot = slot;
        this.child = child;
        this.turn = turn;
        this.parked = slot.mailbox.parentParked();
        this.printed = slot.mailbox.printed();
    }

    String name() {
        return child.name();
    }

    long pid() {
        return child.pid();
    }

    Child child() {
        return child;
    }

    /** Whether it has ever taken tasks. */
    boolean wasReady() {
        return ready;
    }

    /** It has connected: starts to read. */
    void connected(SocketChannel socket) {
        try {
            answers = new AnswerReader(engine, this, slot, slot.mailbox);
            channel = new Channel(socket, (bytes, id) -> answers.bulkArrived(bytes, id));
            thread = DaemonThread.start(this::readUntilEnd, child.name() + "-answers");
        } catch (IOException failed) {
            giveUp(failed);
        }
    }

    /** Its initializer has run. Reading thread. */
    TaskPort becomeReady() {
        ready = true;
        turn.end();
        return new TaskPort(slot.mailbox, channel);
    }

    /** Waits until what tasks have printed before now has been passed on, so that it stands before their results. Reading thread. */
    void awaitPrinted() {
        long out = printed.outVolatile();
        if (out != outSeen) {
            child.out().awaitConsumed(out, PRINT_MILLIS);
            outSeen = out;
        }
        long err = printed.errVolatile();
        if (err != errSeen) {
            child.err().awaitConsumed(err, PRINT_MILLIS);
            errSeen = err;
        }
    }

    /** Interrupts a task, if it still runs it. Never blocks. */
    void interrupt(long call, long index) {
        channel.sendLater(InterruptOrder.ID, InterruptOrder.of(call, index));
    }

    /** Offers it memory for its results. Never blocks. */
    void offer(byte[] memory) {
        channel.sendLater(ResultSpace.OFFER_ID, memory);
    }

    /** Receives what is on the socket. */
    void receive() {
        channel.drain();
    }

    /** It is dead: reads its last words. Nothing comes from it afterwards. The thread of the slot. */
    void drain() throws InterruptedException {
        if (thread == null) {
            return;
        }
        channel.wakeup();
        thread.join();
        channel.drain();
        reading.lock();
        try {
            readLeniently();
            answers.close();
            buried = true;
        } finally {
            reading.unlock();
        }
        close();
    }

    /**
     * A caller waits for the result of one item: it reads the answers itself for a moment, if nobody else does, so that neither this worker has to ring nor the
     * reading thread to wake.
     */
    void help(PendingResult<?> result) {
        if (reading.isHeldByCurrentThread()) {
            return;
        }
        SpinRule rule = engine.spinRule();
        helpers.incrementAndGet();
        try {
            if (rule.spin(reading::tryLock)) {
                readUntilReady(result, rule);
            }
        } catch (CorruptMessageException failed) {
            giveUp(failed);
        } finally {
            helpers.decrementAndGet();
        }
    }

    private void readUntilReady(PendingResult<?> result, SpinRule rule) {
        try {
            if (buried) {
                return;
            }
            parked.clearVolatile();
            boolean more = true;
            while (more && !result.ready()) {
                more = answers.readAll() > 0 || rule.spin(answers::hasNext);
            }
            parked.setVolatile();
            answers.readAll();
        } finally {
            reading.unlock();
        }
    }

    private void readUntilEnd() {
        try {
            while (readOrPark() || sleep()) {
                continue;
            }
        } catch (IOException reset) {
            killUnlessItDies();
            Log.debug("The socket of " + name() + " has ended: " + reset); // As it does when the worker is killed.
        } catch (CorruptMessageException failed) {
            giveUp(failed);
        } catch (Throwable bug) {
            child.kill("the thread that reads its answers failed"); // Before there are texts to make, perhaps without
            // memory.
            Log.warnWithStack(name() + " is given up: " + bug, bug);
        }
    }

    /** Reads what is there, or else raises the flag that a doorbell is wanted; whether it shall look again at once. */
    private boolean readOrPark() {
        int read;
        reading.lock();
        try {
            parked.clearVolatile();
            read = answers.readAll();
            if (read == 0 && !mayReadSoon()) {
                parked.setVolatile();
                return answers.hasNext();
            }
        } finally {
            reading.unlock();
        }
        if (read >= MANY && !maySpin()) {
            // Cheaper for both sides than a doorbell and a wake-up for every few answers.
            LockSupport.parkNanos(this, MOMENT_NANOS);
        }
        return true;
    }

    private boolean mayReadSoon() {
        return maySpin() && SpinRule.look(this::mayRead) && helpers.get() == 0;
    }

    /** Whether this thread takes a core from nobody, be it a worker or the caller who writes the next tasks. */
    private boolean maySpin() {
        return engine.spinRule().maySpin(engine.dispatcher().isSubmitterBusy() ? 1 : 0);
    }

    /** There is something to read, by this thread or by a caller, who is quicker. */
    private boolean mayRead() {
        return answers.hasNext() || helpers.get() > 0;
    }

    /** Sleeps until something comes; false at the end of the stream. */
    private boolean sleep() throws IOException {
        boolean open = channel.await(0) && child.isAlive();
        engine.dispatcher().roomMade(slot);
        return open;
    }

    private void giveUp(Exception failed) {
        child.kill("it was given up: " + failed);
        Log.warn(name() + " is given up: " + failed);
    }

    /** Its socket is gone before it is; soon it will be too, and of what ended it, unless a task has closed the socket. */
    private void killUnlessItDies() {
        try {
            if (child.waitFor(DYING_MILLIS)) {
                return;
            }
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        }
        child.kill("its connection had ended");
    }

    private void readLeniently() {
        try {
            answers.readAll();
        } catch (CorruptMessageException halfWritten) {
            Log.warn("The last words of " + name() + " are lost: " + halfWritten.getMessage());
        }
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException alreadyClosed) {
            Log.debug("While closing the socket of " + name() + ": " + alreadyClosed);
        }
    }
}
