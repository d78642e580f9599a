package io.processpool.manager;

import io.processpool.internal.rpc.CallHeader;
import io.processpool.internal.rpc.Connection;
import io.processpool.internal.rpc.FrameKind;
import io.processpool.internal.rpc.Frames;
import io.processpool.internal.rpc.SpinBudget;
import io.processpool.internal.rpc.UnkeptFrameException;
import io.processpool.internal.wire.Payload;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * One connection of this JVM to a manager's server, which carries one call at a time. For one thread at a time.
 *
 * <p>An interrupt during a call that may be interrupted is passed on to the server, whose answer then says whether the
 * call was cancelled or done: so nobody leaves a call not knowing whether he holds the lock.
 */
final class ClientConnection implements Closeable {
    private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Connection connection;
    private final Frames frames;
    private final SpinBudget spin = new SpinBudget();

    // states: true (between two calls) <-> false (a call has been sent, and its answer is still to come). Of the thread
    // that calls.
    private boolean isBetweenCalls = true;

    ClientConnection(Connection connection, Frames frames) {
        this.connection = connection;
        this.frames = frames;
    }

    /**
     * Calls and waits for the answer.
     *
     * @param interruptible whether the call declares InterruptedException
     * @return what it returned
     * @throws ThrownThereException if it threw
     * @throws FarewellException if the server says that there will be no answer
     * @throws IOException if the connection is lost
     * @throws InterruptedException if it was cancelled in time
     * @throws OutOfMemoryError if there is no room for the arguments or the answer
     */
    Object call(CallHeader header, Object[] arguments, boolean interruptible)
            throws IOException, ThrownThereException, InterruptedException {
        try {
            frames.sendCall(header, arguments);
        } catch (IOException gone) {
            throw farewellOr(gone);
        }
        isBetweenCalls = false; // Only now: what cannot be sent leaves nothing behind.
        ByteBuffer answer = takeAnswer(interruptible);
        FrameKind kind = Frames.kind(answer);
        return switch (kind) {
            case VALUE -> Payload.read(answer);
            case THROWN -> throw new ThrownThereException(Payload.readThrowable(answer));
            case INTERRUPTED -> throw cancelled();
            case FAREWELL -> throw new FarewellException(Frames.readText(answer));
            case CALL, PART, CANCEL, LEAVE -> throw new IOException("the server says " + kind);
        };
    }

    /** Whether the next call may use it. */
    boolean isBetweenCalls() {
        return isBetweenCalls;
    }

    private ByteBuffer takeAnswer(boolean interruptible) throws IOException {
        try {
            ByteBuffer answer = awaitAnswer(interruptible);
            isBetweenCalls = true;
            return answer;
        } catch (UnkeptFrameException noRoom) {
            isBetweenCalls = true;
            throw noRoom.asError();
        }
    }

    private static InterruptedException cancelled() {
        Thread.interrupted();
        return new InterruptedException("interrupted while waiting for the manager");
    }

    /** Before it went the server may have said why. */
    private IOException farewellOr(IOException gone) {
        try {
            ByteBuffer last = connection.poll();
            return last != null && Frames.kind(last) == FrameKind.FAREWELL
                    ? new FarewellException(Frames.readText(last))
                    : gone;
        } catch (IOException nothing) {
            return gone;
        }
    }

    private ByteBuffer awaitAnswer(boolean interruptible) throws IOException {
        ByteBuffer answer = spin.poll(connection);
        if (answer != null) {
            return answer;
        }
        boolean interrupted = false;
        try {
            while (true) {
                connection.await(0);
                if (Thread.interrupted()) {
                    if (interruptible && !interrupted) {
                        frames.sendCancel();
                    }
                    interrupted = true;
                }
                answer = connection.poll();
                if (answer != null) {
                    return answer;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Tells the server that this client ends its use of the manager, and waits a little until it has heard. */
    void leave() throws IOException {
        frames.sendLeave();
        boolean interrupted = Thread.interrupted(); // A set flag would turn the wait into a busy loop.
        try {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < LEAVE_NANOS) {
                connection.await(TimeUnit.NANOSECONDS.toMillis(LEAVE_NANOS));
                interrupted |= Thread.interrupted();
                connection.poll();
            }
        } catch (EOFException heard) {
            return;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    /** What the call threw, in the server. */
    static final class ThrownThereException extends Exception {
        private static final long serialVersionUID = 1L;

        ThrownThereException(Throwable thrown) {
            super(null, thrown, false, false);
        }
    }

    /** The server's last word. */
    static final class FarewellException extends EOFException {
        private static final long serialVersionUID = 1L;

        FarewellException(String reason) {
            super(reason);
        }
    }
}
